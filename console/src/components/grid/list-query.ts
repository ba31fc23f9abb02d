import { withFilter } from '@/api/client'
import type { ListRequest } from './list-request'

export interface ListPage<Row> {
  total: number
  rows: Row[]
}

/** How one page is requested, and the key under which the answer is cached. */
export interface ListQuery<Row> {
  queryKey: readonly unknown[]
  queryFn: (context: { signal: AbortSignal }) => Promise<ListPage<Row>>
}

interface ListAnswer<Row> {
  $meta: { pagination: { total: number } }
  data: Row[]
}

interface ListCall {
  querySerializer: (query: unknown) => string
  signal: AbortSignal
}

/** One page of a list of the API; `ask` sends the request. */
export function listQuery<Row>(
  key: readonly unknown[],
  { filter, ...query }: ListRequest,
  ask: (query: Omit<ListRequest, 'filter'>, call: ListCall) => Promise<ListAnswer<Row>>,
): ListQuery<Row> {
  return {
    queryKey: [...key, 'list', query, filter],
    queryFn: async ({ signal }) => {
      const { $meta, data } = await ask(query, { querySerializer: withFilter(...filter), signal })
      return { total: $meta.pagination.total, rows: data }
    },
  }
}
