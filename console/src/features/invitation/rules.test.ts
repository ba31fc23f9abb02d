import { expect, test } from 'vitest'
import { passwordProblem, personNameProblem, phoneNumberProblem, phonePrefixProblem } from './rules'

// The same words as the tests of the server's rule.
test.each(['Abcdef1!', 'aB3$aB3$', 'Пароль7!', 'aB1 aB1_', 'Abcdef1€', `Aa1!${'x'.repeat(1020)}`])(
  'R-065 %j keeps the rule for passwords',
  (password) => {
    expect(passwordProblem(password)).toBeNull()
  },
)

test.each([
  '',
  'Abcde1!',
  'abcdefg1!',
  'ABCDEFG1!',
  'Abcdefgh!',
  'Abcdefg1',
  'Aa1 aa1 ',
  `Aa1!${'x'.repeat(1021)}`,
])('R-065 %j breaks the rule for passwords', (password) => {
  expect(passwordProblem(password)).not.toBeNull()
})

test('names are more than white space, at most 200 characters, without control characters', () => {
  expect(personNameProblem('Ö', 'first name')).toBeNull()
  // Outside the basic plane: one code point, two code units.
  expect(personNameProblem('𝟘'.repeat(200), 'first name')).toBeNull()
  expect(personNameProblem('𝟘'.repeat(201), 'first name')).toMatch(/at most 200/)
  expect(personNameProblem(' ', 'first name')).toBe('Enter your first name.')
  expect(personNameProblem('Da\u0007na', 'first name')).toMatch(/control/)
})

test('a phone is optional, its prefix + and up to 4 digits, its number at most 30 characters', () => {
  for (const prefix of ['', '+4', '+4444']) expect(phonePrefixProblem(prefix)).toBeNull()
  for (const prefix of ['+', '44', '+44444', '+4a']) expect(phonePrefixProblem(prefix)).not.toBeNull()
  for (const number of ['', '(20) 555-0.142', '1'.repeat(30)]) expect(phoneNumberProblem(number)).toBeNull()
  for (const number of ['x', '1'.repeat(31), '+44']) expect(phoneNumberProblem(number)).not.toBeNull()
})

test('what a password lacks is named', () => {
  expect(passwordProblem('Abc1!')).toBe('Use at least 8 characters.')
  expect(passwordProblem('abcdefgh')).toBe('It lacks an upper-case letter, a digit, a special character.')
})
