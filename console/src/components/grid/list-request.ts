import type { View } from '@/components/view'
import { conditionsOf } from './filter'
import { isSortable, type Property } from './property'
import { writeFilter, writeSearch } from './rql'

/** What a list can be asked for. */
export interface ListTerms {
  properties: Property[]
  /** The paths that are searched for plain text. */
  searched: string[]
  /** The order until another is chosen. */
  order: string
  /** Conditions that always hold; `filtered` says whether the filter is about a property. */
  always?: (filtered: (property: string) => boolean) => string[]
}

/** One call of a list, apart from what it selects (C-027). */
export interface ListRequest {
  order: string
  limit: number
  offset: number
  filter: string[]
}

export function listRequest(view: View, { properties, searched, order, always }: ListTerms): ListRequest {
  const keys = (view.sort ?? []).flatMap(({ property, descending }) => {
    const known = properties.find(({ id }) => id === property)
    return known && isSortable(known) ? [`${descending ? '-' : ''}${known.path}`] : []
  })
  const filter = view.filter && writeFilter(view.filter, properties)
  const filtered = new Set(view.filter ? conditionsOf(view.filter).map(({ property }) => property) : [])
  const search = writeSearch(view.search ?? '', searched).rql
  return {
    order: keys.length > 0 ? keys.join(',') : order,
    limit: view.size,
    offset: (view.page - 1) * view.size,
    filter: [...(always?.((property) => filtered.has(property)) ?? []), filter, search].filter(
      (term) => term !== undefined,
    ),
  }
}
