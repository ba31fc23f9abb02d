import { afterEach, describe, expect, test } from 'vitest'
import { setRegion } from '@/texts/formats'
import type { Condition, Filter } from './filter'
import type { Operator, Property } from './property'
import { quoted, writeCondition, writeFilter, writeSearch } from './rql'

afterEach(() => setRegion({}))

const name: Property = { id: 'name', label: 'Name', type: 'text', path: 'name' }
const status: Property = {
  id: 'status',
  label: 'Status',
  type: 'choice',
  path: 'status',
  choices: [
    { value: 'Active', label: 'Active' },
    { value: 'Disabled', label: 'Disabled' },
  ],
}
const created: Property = { id: 'created', label: 'Created', type: 'date', path: 'audit.created.at' }
const revision: Property = { id: 'revision', label: 'Revision', type: 'number', path: 'revision' }
const moduleName: Property = { id: 'module', label: 'Module', type: 'text', path: 'name', within: 'modules' }

const write = (property: Property, operator: Operator, ...values: string[]) =>
  writeCondition(property, { property: property.id, operator, values })

test('C-027 a text is quoted with the quotes that are not in it', () => {
  expect(quoted('plain')).toBe('"plain"')
  expect(quoted("O'Neil")).toBe('"O\'Neil"')
  expect(quoted('say "hi"')).toBe('\'say "hi"\'')
  expect(quoted(`'"`)).toBeUndefined()
})

describe('C-024 each condition of', () => {
  test.each<[Operator, string[], string]>([
    ['contains', ['x'], 'ilike(name,"*x*")'],
    ['starts', ['x'], 'ilike(name,"x*")'],
    ['ends', ['x'], 'ilike(name,"*x")'],
    ['eq', ['x'], 'eq(name,"x")'],
    ['ne', ['x'], 'not(eq(name,"x"))'],
    ['empty', [], 'or(eq(name,null()),eq(name,empty()))'],
    ['filled', [], 'and(ne(name,null()),ne(name,empty()))'],
  ])('texts: %s', (operator, values, rql) => {
    expect(write(name, operator, ...values)).toEqual({ rql })
  })

  test.each<[Operator, string[], string]>([
    ['eq', ['Active'], 'eq(status,"Active")'],
    ['ne', ['Active'], 'not(eq(status,"Active"))'],
    ['any', ['Active', 'Disabled'], 'in(status,("Active","Disabled"))'],
    ['none', ['Active', 'Disabled'], 'not(in(status,("Active","Disabled")))'],
  ])('choices: %s', (operator, values, rql) => {
    expect(write(status, operator, ...values)).toEqual({ rql })
  })

  test('dates: a day is in the time zone of the person, from its start to that of the next', () => {
    setRegion({ timeZone: 'Pacific/Kiritimati' })
    const from = '2026-03-04T10:00:00.000Z'
    const to = '2026-03-05T10:00:00.000Z'
    expect(write(created, 'before', '2026-03-05').rql).toBe(`lt(audit.created.at,"${from}")`)
    expect(write(created, 'after', '2026-03-05').rql).toBe(`ge(audit.created.at,"${to}")`)
    expect(write(created, 'on', '2026-03-05').rql).toBe(
      `and(ge(audit.created.at,"${from}"),lt(audit.created.at,"${to}"))`,
    )
    expect(write(created, 'empty')).toEqual({ rql: 'eq(audit.created.at,null())' })
    expect(write(created, 'filled')).toEqual({ rql: 'ne(audit.created.at,null())' })
  })

  test.each<[Operator, string]>([
    ['eq', 'eq(revision,3)'],
    ['ne', 'not(eq(revision,3))'],
    ['lt', 'lt(revision,3)'],
    ['le', 'le(revision,3)'],
    ['gt', 'gt(revision,3)'],
    ['ge', 'ge(revision,3)'],
  ])('numbers: %s', (operator, rql) => {
    expect(write(revision, operator, '3')).toEqual({ rql })
  })

  test.each<[Operator, string[], string]>([
    ['contains', ['Bill'], 'any(modules,ilike(name,"*Bill*"))'],
    ['ne', ['Bill'], 'not(any(modules,eq(name,"Bill")))'],
    ['empty', [], 'not(any(modules))'],
    ['filled', [], 'any(modules)'],
  ])('elements of a collection: %s', (operator, values, rql) => {
    expect(write(moduleName, operator, ...values)).toEqual({ rql })
  })
})

test('C-027 a wildcard or backslash at an end of the text is escaped or refused, never misread', () => {
  expect(write(name, 'starts', '*x').rql).toBe('ilike(name,"\\*x*")')
  expect(write(name, 'ends', 'x*').rql).toBe('ilike(name,"*x\\*")')
  // Inside, an asterisk is itself.
  expect(write(name, 'contains', '*x*').rql).toBe('ilike(name,"**x**")')
  expect(write(name, 'starts', 'x\\')).toEqual({ problem: 'backslash' })
  expect(write(name, 'contains', 'x\\')).toEqual({ problem: 'backslash' })
  expect(write(name, 'ends', 'x\\').rql).toBe('ilike(name,"*x\\")')
  expect(write(name, 'starts', '\\*x')).toEqual({ problem: 'backslash' })
  expect(write(name, 'ends', 'x\\*')).toEqual({ problem: 'backslash' })
  expect(write(name, 'contains', '\\*x').rql).toBe('ilike(name,"*\\*x*")')
})

test('C-027 a value that cannot be searched for is a problem, and a missing one is not', () => {
  expect(write(name, 'contains', `'"`)).toEqual({ problem: 'quotes' })
  expect(write(name, 'eq', `'"`)).toEqual({ problem: 'quotes' })
  expect(write(status, 'any', 'Active', `'"`)).toEqual({ problem: 'quotes' })
  expect(write(moduleName, 'contains', `'"`)).toEqual({ problem: 'quotes' })
  expect(write(revision, 'eq', 'three')).toEqual({ problem: 'number' })
  expect(write(revision, 'eq', '1),eq(x,1')).toEqual({ problem: 'number' })
  expect(write(created, 'on', '2026-02-30')).toEqual({ problem: 'date' })
  expect(write(created, 'on', 'soon')).toEqual({ problem: 'date' })
  for (const property of [name, status, created, revision, moduleName])
    expect(write(property, 'eq', '')).toEqual({})
  // An address can hold anything: an operator that the type lacks is passed over.
  expect(write(status, 'contains', 'x')).toEqual({})
  expect(write({ ...name, required: true }, 'empty')).toEqual({})
})

const condition = (property: string, ...values: string[]): Condition => ({
  property,
  operator: 'eq',
  values,
})

test('C-023 conditions are combined by And or Or, and a group by or', () => {
  const items: Filter['items'] = [
    condition('name', 'a'),
    { any: [condition('status', 'Active'), condition('name', 'b')] },
  ]
  const all = [name, status]
  expect(writeFilter({ join: 'and', items }, all)).toBe(
    'and(eq(name,"a"),or(eq(status,"Active"),eq(name,"b")))',
  )
  expect(writeFilter({ join: 'or', items }, all)).toBe(
    'or(eq(name,"a"),or(eq(status,"Active"),eq(name,"b")))',
  )
  expect(writeFilter({ join: 'and', items: [condition('name', 'a')] }, all)).toBe('eq(name,"a")')
  expect(writeFilter({ join: 'and', items: [condition('name', ''), condition('colour', 'x')] }, all)).toBe(
    undefined,
  )
})

test('plain text is trimmed and searched for in each path', () => {
  expect(writeSearch(' x ', ['name', 'id'])).toEqual({ rql: 'or(ilike(name,"*x*"),ilike(id,"*x*"))' })
  expect(writeSearch('  ', ['name'])).toEqual({})
  expect(writeSearch(`'"`, ['name', 'id'])).toEqual({ problem: 'quotes' })
})
