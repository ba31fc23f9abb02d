import type { t as english } from '../lists'
import type { Translated } from '../texts'

export const lists: Translated<typeof english> = {
  firstPage: 'Das ist die erste Seite',
  lastPage: 'Das ist die letzte Seite',
  next: 'Weiter',
  ofPages: 'von {pages}',
  page: 'Seite',
  pageNumber: 'Seitenzahl',
  pages: 'Seiten',
  previous: 'Zurück',
  rangeLoading: 'Wird geladen …',
  range: { one: '{first}–{last} von {count} Zeile', other: '{first}–{last} von {count} Zeilen' },
  rows: { one: '{count} Zeile', other: '{count} Zeilen' },
  rowsPerPage: 'Zeilen pro Seite:',
}
