import { expect, test } from 'vitest'
import type { GridColumn } from './column'
import { csvOf } from './csv'

interface Row {
  id: string
  text?: string
  count?: number
}

const columns: GridColumn<Row>[] = [
  { id: 'a', header: 'A', cell: () => null, csv: [{ title: 'Id, of it', text: ({ id }) => id }] },
  { id: 'b', header: 'B', cell: () => null },
  {
    id: 'c',
    header: 'C',
    cell: () => null,
    csv: [
      { title: 'Text', text: ({ text }) => text },
      { title: 'Count', text: ({ count }) => count },
    ],
  },
]

test('an export has a line for each row, quoted where it has to be', () => {
  expect(
    csvOf(columns, [
      { id: '1', text: 'plain', count: -3 },
      { id: '2', text: 'a "b", c' },
      { id: '3', text: 'two\nlines', count: 0 },
    ]),
  ).toBe('\uFEFF"Id, of it",Text,Count\r\n1,plain,-3\r\n2,"a ""b"", c",\r\n3,"two\nlines",0\r\n')
})

test.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx'])('a spreadsheet does not run %j', (text) => {
  const [, line] = csvOf(columns, [{ id: '1', text }]).split('\r\n1,')
  expect(line?.replace(/^"/, '')).toMatch(/^'/)
})
