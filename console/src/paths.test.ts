import { expect, test } from 'vitest'
import { returnPath } from './paths'

test.each([
  '//elsewhere.example/',
  '/\\elsewhere.example',
  'https://elsewhere.example/',
  '',
  7,
  undefined,
  '/sign-in',
  '/invitation',
])('refuses %j as a path to return to', (text) => {
  expect(returnPath(text)).toBe('/home')
})

test('keeps a path of this site with its query', () => {
  expect(returnPath('/administration/settings/api-tokens?page=2')).toBe(
    '/administration/settings/api-tokens?page=2',
  )
})
