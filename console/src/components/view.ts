import { t } from '@/texts/lists'

export const pageSizes = [5, 10, 25, 50, 100] as const
export type PageSize = (typeof pageSizes)[number]

/** What a list shows, as it stands in the URL. */
export interface View {
  page: number
  size: PageSize
}

export const defaultView: View = { page: 1, size: 10 }

/** The view a query string asks for; anything unknown falls back to the default. */
export function viewFromSearch(search: Record<string, unknown>): Partial<View> {
  const view: Partial<View> = {}
  const page = Number(search.page)
  if (Number.isSafeInteger(page) && page > 1) view.page = page
  const size = pageSizes.find((known) => known === Number(search.size))
  if (size && size !== defaultView.size) view.size = size
  return view
}

export function pageCount(total: number, size: number): number {
  return Math.max(1, Math.ceil(total / size))
}

export function clampPage(page: number, pages: number): number {
  return Math.min(Math.max(1, Math.trunc(page) || 1), pages)
}

/** `1-3 of 3 rows` */
export function rangeText({ page, size }: View, total: number): string {
  if (total === 0) return t('rows', { count: 0 })
  return t('range', { first: (page - 1) * size + 1, last: Math.min(total, page * size), count: total })
}
