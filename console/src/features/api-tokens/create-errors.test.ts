import { expect, test } from 'vitest'
import { ProblemError } from '@/api/problem'
import { createProblem, stepOfFields } from './create-errors'

test('sends field messages to the step of the field', () => {
  const problem = createProblem(new ProblemError(400, { errors: { name: ['Too long.', 'Too odd.'] } }))
  expect(problem).toEqual({ fields: { name: 'Too long. Too odd.' } })
  expect(stepOfFields(problem.fields)).toBe(0)
})

test('understands keys with an index and the list shape of errors', () => {
  const mapped = createProblem(
    new ProblemError(400, { errors: { 'modules[0].id': ['Module is not available.'] } }),
  )
  expect(mapped.fields.moduleIds).toBe('Module is not available.')
  expect(stepOfFields(mapped.fields)).toBe(1)
  const listed = createProblem(
    new ProblemError(409, {
      errors: [{ message: 'Taken by {{who}}.', properties: ['name'], parameters: { who: 'Ana' } }],
    }),
  )
  expect(listed.fields.name).toBe('Taken by Ana.')
})

test.each([413, 415])('shows status %d at the logo', (status) => {
  expect(createProblem(new ProblemError(status, {})).fields.logo).toBeTruthy()
})

test('keeps messages without a field visible', () => {
  expect(
    createProblem(new ProblemError(400, { errors: { 'account.id': ['No such account.'] } })).general,
  ).toBe('No such account.')
  expect(createProblem(new ProblemError(500, {})).general).toBeTruthy()
})
