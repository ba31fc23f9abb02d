import { area } from './texts'

/** The grid and its paging. */
export const t = area('lists', {
  firstPage: 'This is the first page',
  lastPage: 'This is the last page',
  next: 'Next',
  ofPages: 'of {pages}',
  page: 'Page',
  pageNumber: 'Page number',
  pages: 'Pages',
  previous: 'Previous',
  rangeLoading: 'Loading…',
  range: { one: '{first}-{last} of {count} row', other: '{first}-{last} of {count} rows' },
  rows: { one: '{count} row', other: '{count} rows' },
  rowsPerPage: 'Rows per page:',
})
