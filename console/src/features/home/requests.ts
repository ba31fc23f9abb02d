import { queryOptions } from '@tanstack/react-query'
import { client, unwrap, withFilter } from '@/api/client'
import { queryKeys } from '@/api/query-keys'

/** How many tokens match; none of them is read. */
export function tokenCountQuery(filter: string[]) {
  return queryOptions({
    queryKey: [...queryKeys.apiTokens, 'count', filter],
    queryFn: async ({ signal }) => {
      const list = await unwrap(
        client.GET('/public/v1/accounts/api-tokens', {
          params: { query: { limit: 0 } },
          querySerializer: withFilter(...filter),
          signal,
        }),
      )
      return list.$meta.pagination.total
    },
  })
}

/** How many members match, as tokenCountQuery. */
export function memberCountQuery(accountId: string, filter: string[]) {
  return queryOptions({
    queryKey: [...queryKeys.members, accountId, 'count', filter],
    queryFn: async ({ signal }) => {
      const list = await unwrap(
        client.GET('/public/v1/accounts/accounts/{accountId}/users', {
          params: { path: { accountId }, query: { limit: 0 } },
          querySerializer: withFilter(...filter),
          signal,
        }),
      )
      return list.$meta.pagination.total
    },
  })
}
