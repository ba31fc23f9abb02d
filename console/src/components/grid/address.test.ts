import { expect, test } from 'vitest'
import {
  cleanSearch,
  defaultView,
  isNarrowed,
  resetView,
  searchFromView,
  searchLengthMax,
  sortKeysMax,
  viewFromSearch,
  type View,
} from '@/components/view'
import { conditionsMax, conditionsOf, filterFromAddress, valueLengthMax, valuesMax } from './filter'
import { listRequest } from './list-request'
import type { Property } from './property'

const everything: View = {
  page: 3,
  size: 25,
  search: '4711',
  sort: [
    { property: 'created', descending: true },
    { property: 'name', descending: false },
  ],
  filter: {
    join: 'or',
    items: [
      { property: 'name', operator: 'contains', values: [`it's "x" & [y]`] },
      { any: [{ property: 'status', operator: 'any', values: ['Active', 'Disabled'] }] },
    ],
  },
  hidden: ['modules', 'created-by'],
  widths: 'screen',
  compact: true,
}

test('C-028 a view is restored from its address', () => {
  const address = searchFromView(everything)
  expect(address).toEqual({
    page: 3,
    size: 25,
    q: '4711',
    sort: '-created,name',
    filter: ['or', ['name', 'contains', `it's "x" & [y]`], [['status', 'any', 'Active', 'Disabled']]],
    hide: 'modules,created-by',
    widths: 'screen',
    rows: 'compact',
  })
  expect(viewFromSearch({ ...address })).toEqual(everything)
  // Digits alone arrive as a number.
  expect(viewFromSearch({ q: 4711 })).toEqual({ search: '4711' })
  expect(searchFromView(defaultView)).toEqual({})
})

test('C-028 what makes no sense in an address is ignored', () => {
  expect(
    cleanSearch({
      page: 0,
      size: 7,
      q: '   ',
      sort: ',-,--name,<b>',
      filter: [['name'], ['name', 'resembles', 'x'], 'name', [[]], [{ any: 1 }], 7],
      hide: 3,
      widths: 'wide',
      rows: 'tiny',
      colour: 'red',
    }),
  ).toEqual({})
  expect(filterFromAddress('name')).toEqual({ join: 'and', items: [] })
  expect(viewFromSearch({ sort: 'name,-name,id' }).sort).toEqual([
    { property: 'name', descending: false },
    { property: 'id', descending: false },
  ])
})

test('an address is read up to its limits', () => {
  const conditions = (count: number) => Array.from({ length: count }, () => ['name', 'eq', 'x'])
  expect(conditionsOf(filterFromAddress(conditions(conditionsMax)))).toHaveLength(conditionsMax)
  expect(conditionsOf(filterFromAddress(conditions(conditionsMax + 1)))).toHaveLength(conditionsMax)
  expect(conditionsOf(filterFromAddress([conditions(conditionsMax), ['name', 'eq', 'x']]))).toHaveLength(
    conditionsMax,
  )
  const [long] = conditionsOf(filterFromAddress([['name', 'any', ...Array(valuesMax + 1).fill('x')]]))
  expect(long?.values).toHaveLength(valuesMax)
  const [wide] = conditionsOf(filterFromAddress([['name', 'eq', 'x'.repeat(valueLengthMax + 1)]]))
  expect(wide?.values[0]).toHaveLength(valueLengthMax)
  expect(viewFromSearch({ q: 'x'.repeat(searchLengthMax + 1) }).search).toHaveLength(searchLengthMax)
  const keys = Array.from({ length: sortKeysMax + 1 }, (_, at) => `p${at}`).join(',')
  expect(viewFromSearch({ sort: keys }).sort).toHaveLength(sortKeysMax)
})

test('C-026 the default view resets everything but the page size', () => {
  expect(resetView(everything)).toEqual({ page: 1, size: 25 })
  expect(isNarrowed(everything)).toBe(true)
  expect(isNarrowed({ ...defaultView, search: 'x' })).toBe(true)
  expect(isNarrowed({ ...defaultView, sort: everything.sort, hidden: ['modules'] })).toBe(false)
})

const properties: Property[] = [
  { id: 'name', label: 'Name', type: 'text', path: 'name' },
  { id: 'created', label: 'Created', type: 'date', path: 'audit.created.at' },
  { id: 'module', label: 'Module', type: 'text', path: 'name', within: 'modules' },
  { id: 'status', label: 'Status', type: 'choice', path: 'status' },
  { id: 'note', label: 'Note', type: 'text', path: 'note', unsortable: true },
]
const terms = {
  properties,
  searched: ['name', 'id'],
  order: '-audit.created.at',
  always: (filtered: (property: string) => boolean) => (filtered('status') ? [] : ['ne(status,Deleted)']),
}

test('C-027 a view is one request', () => {
  expect(listRequest(everything, terms)).toEqual({
    order: '-audit.created.at,name',
    limit: 25,
    offset: 50,
    filter: [
      // Both kinds of quote: this condition cannot be asked for.
      'in(status,("Active","Disabled"))',
      'or(ilike(name,"*4711*"),ilike(id,"*4711*"))',
    ],
  })
  expect(listRequest(defaultView, terms)).toEqual({
    order: '-audit.created.at',
    limit: 10,
    offset: 0,
    filter: ['ne(status,Deleted)'],
  })
})

test('an order by what cannot be sorted by is ignored', () => {
  const sort = ['module', 'note', 'colour'].map((property) => ({ property, descending: true }))
  expect(listRequest({ ...defaultView, sort }, terms).order).toBe('-audit.created.at')
})
