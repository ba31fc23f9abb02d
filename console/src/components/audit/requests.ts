import { queryOptions } from '@tanstack/react-query'
import { client, unwrap, withFilter } from '@/api/client'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { readWholeList } from '@/api/whole-list'
import { listQuery, type ListQuery } from '@/components/grid/list-query'
import type { ListRequest } from '@/components/grid/list-request'

export type AuditRecord = components['schemas']['AuditRecord']

const collection = '/public/v1/audit/records'
const render = 'render()'

/** One page of records, with their placeholders filled. */
export function auditListQuery({ filter, ...request }: ListRequest): ListQuery<AuditRecord> {
  const rendered = { ...request, filter: [...filter, render] }
  return listQuery(queryKeys.auditRecords, rendered, (query, call) =>
    unwrap(client.GET(collection, { params: { query }, ...call })),
  )
}

export async function readAllAuditRecords({ order, filter }: ListRequest): Promise<AuditRecord[]> {
  return readWholeList<AuditRecord>(collection, { order, filter: [...filter, render] })
}

export function auditRecordQuery(id: string) {
  return queryOptions({
    queryKey: [...queryKeys.auditRecords, 'one', id] as const,
    queryFn: ({ signal }) =>
      unwrap(
        client.GET(`${collection}/{id}`, {
          params: { path: { id }, query: { select: '+documents' } },
          querySerializer: withFilter(render),
          signal,
        }),
      ),
  })
}
