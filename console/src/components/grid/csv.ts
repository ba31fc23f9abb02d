import type { GridColumn } from './column'

/**
 * Rows as RFC 4180 has them, with a byte order mark, without which spreadsheets misread UTF-8.
 */
export function csvOf<Row>(columns: GridColumn<Row>[], rows: Row[]): string {
  const fields = columns.flatMap(({ csv }) => csv ?? [])
  const lines = [
    fields.map(({ title }) => csvField(title)),
    ...rows.map((row) => fields.map(({ text }) => csvField(text(row)))),
  ]
  return `\uFEFF${lines.map((line) => line.join(',') + '\r\n').join('')}`
}

// A spreadsheet runs a field that starts like this as a formula.
const formula = /^[=+\-@\t\r]/

function csvField(value: string | number | undefined): string {
  if (value === undefined) return ''
  if (typeof value === 'number') return String(value)
  const text = formula.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

/** Downloads a text as a file. */
export function downloadText(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The browser reads it after the click.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}
