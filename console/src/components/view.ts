import { t } from '@/texts/lists'
import { emptyFilter, filterFromAddress, filterToAddress, hasConditions, type Filter } from './grid/filter'

export const pageSizes = [5, 10, 25, 50, 100] as const
export type PageSize = (typeof pageSizes)[number]

export const columnWidths = ['default', 'content', 'screen'] as const
export type ColumnWidths = (typeof columnWidths)[number]

export interface SortKey {
  /** The id of a property, not its path in the API. */
  property: string
  descending: boolean
}

/** What a list shows. What is absent is as at first. */
export interface View {
  page: number
  size: PageSize
  /** Plain text, looked for in name and id. */
  search?: string
  sort?: SortKey[]
  filter?: Filter
  /** Ids of the columns that are not shown. */
  hidden?: string[]
  widths?: ColumnWidths
  compact?: boolean
}

/** A view as it is in the address (C-028). */
export interface ViewSearch {
  page?: number
  size?: PageSize
  q?: string
  /** `-created,name` */
  sort?: string
  filter?: unknown[]
  hide?: string
  widths?: ColumnWidths
  rows?: 'compact'
}

export const defaultView: View = { page: 1, size: 10 }

/** How many fields one can sort by; more make no difference that anybody sees. */
export const sortKeysMax = 5
export const searchLengthMax = 200

/** The view a query string asks for; anything unknown falls back to the default. */
export function viewFromSearch(search: Record<string, unknown>): Partial<View> {
  const view: Partial<View> = {}
  const page = Number(search.page)
  if (Number.isSafeInteger(page) && page > 1) view.page = page
  const size = pageSizes.find((known) => known === Number(search.size))
  if (size && size !== defaultView.size) view.size = size
  // A text of digits alone arrives as a number.
  const text = typeof search.q === 'number' ? String(search.q) : search.q
  if (typeof text === 'string' && text.trim() !== '') view.search = text.slice(0, searchLengthMax)
  const sort = sortFromAddress(search.sort)
  if (sort.length > 0) view.sort = sort
  const filter = filterFromAddress(search.filter)
  if (hasConditions(filter)) view.filter = filter
  const hidden = words(search.hide)
  if (hidden.length > 0) view.hidden = hidden
  const widths = columnWidths.find((known) => known === search.widths)
  if (widths && widths !== 'default') view.widths = widths
  if (search.rows === 'compact') view.compact = true
  return view
}

/** The address of a view; a part that is as at first is left out. */
export function searchFromView(view: Partial<View>): ViewSearch {
  const search: ViewSearch = {}
  if (view.page && view.page > 1) search.page = view.page
  if (view.size && view.size !== defaultView.size) search.size = view.size
  if (view.search) search.q = view.search
  if (view.sort?.length)
    search.sort = view.sort.map(({ property, descending }) => (descending ? '-' : '') + property).join(',')
  if (view.filter && hasConditions(view.filter)) search.filter = filterToAddress(view.filter)
  if (view.hidden?.length) search.hide = view.hidden.join(',')
  if (view.widths && view.widths !== 'default') search.widths = view.widths
  if (view.compact) search.rows = 'compact'
  return search
}

/** A query string with nothing in it but what a view means. */
export function cleanSearch(search: Record<string, unknown>): ViewSearch {
  return searchFromView(viewFromSearch(search))
}

/** Order, filter, columns and search as at first; the page size stays (C-026). */
export function resetView({ size }: View): View {
  return { page: 1, size }
}

/** Whether something narrows the list, so that an empty one is no match. */
export function isNarrowed(view: View): boolean {
  return Boolean(view.search) || hasConditions(view.filter ?? emptyFilter)
}

function sortFromAddress(text: unknown): SortKey[] {
  const keys: SortKey[] = []
  for (const word of words(text)) {
    const descending = word.startsWith('-')
    const property = descending ? word.slice(1) : word
    if (property && !keys.some((known) => known.property === property)) keys.push({ property, descending })
  }
  return keys.slice(0, sortKeysMax)
}

function words(text: unknown): string[] {
  if (typeof text !== 'string') return []
  return [...new Set(text.split(',').filter((word) => /^-?[A-Za-z][\w.-]*$/.test(word)))]
}

export function pageCount(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size))
}

export function clampPage(page: number, pages: number): number {
  return Math.min(Math.max(1, Math.trunc(page) || 1), pages)
}

/** `1-3 of 3 rows` */
export function rangeText({ page, size }: View, total: number): string {
  if (total === 0) return rowsText(0)
  const first = (page - 1) * size + 1
  return t('range', { first, last: Math.min(total, page * size), count: total })
}

export function rowsText(total: number): string {
  return t('rows', { count: total })
}
