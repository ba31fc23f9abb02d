import { queryOptions } from '@tanstack/react-query'
import { client, unwrap, withFilter } from '@/api/client'
import { queryKeys } from '@/api/query-keys'
import { mayUse, seesOtherAccounts, type Session } from '@/api/session'
import { writeSearch } from '@/components/grid/rql'
import { memberName } from '@/components/members/requests'
import { withoutDeleted } from '@/components/token-properties'
import { paths, type ObjectPath } from '@/paths'
import { t } from '@/texts/palette'

/** Something that was found, and its page. */
export interface Found {
  id: string
  name: string
  detail: string
  to: ObjectPath
}

const foundMax = 5

/** Tokens, members and groups with a text in name or id; only what the person may see is asked for. */
export function paletteSearches(session: Session, text: string) {
  const access = mayUse(session, 'access-management')
  const own = `eq(account.id,"${session.account?.id}")`
  const elsewhere = seesOtherAccounts(session)
  const search = (fields: string[]) => {
    const { rql } = writeSearch(text, fields)
    return rql === undefined ? [] : [rql]
  }
  const byName = search(['name', 'id'])
  const enabled = byName.length > 0
  const query = { limit: foundMax, order: 'name' }

  const tokens = queryOptions({
    queryKey: [...queryKeys.apiTokens, 'found', text],
    enabled: enabled && (access || elsewhere),
    queryFn: async ({ signal }): Promise<Found[]> => {
      const { data } = await unwrap(
        client.GET('/public/v1/accounts/api-tokens', {
          params: { query: { ...query, select: '-*,id,name,account' } },
          querySerializer: withFilter(...withoutDeleted(() => false), ...byName),
          signal,
        }),
      )
      return data.map(({ id, name, account }) => ({
        id,
        name: name ?? id,
        detail: elsewhere && account?.name ? t('detail', { id, more: account.name }) : id,
        to: paths.apiToken,
      }))
    },
  })
  const members = queryOptions({
    queryKey: [...queryKeys.members, session.account?.id ?? '', 'found', text],
    enabled: enabled && access,
    queryFn: async ({ signal }): Promise<Found[]> => {
      const { data } = await unwrap(
        client.GET('/public/v1/accounts/accounts/{accountId}/users', {
          params: {
            path: { accountId: session.account?.id ?? '' },
            query: { ...query, select: '-*,id,name,email' },
          },
          querySerializer: withFilter(...search(['name', 'email', 'id'])),
          signal,
        }),
      )
      return data.map((member) => ({
        id: member.id,
        name: memberName(member),
        detail: member.email ? t('detail', { id: member.id, more: member.email }) : member.id,
        to: paths.user,
      }))
    },
  })
  const groups = queryOptions({
    queryKey: [...queryKeys.groups, 'found', text],
    enabled: enabled && access,
    queryFn: async ({ signal }): Promise<Found[]> => {
      const { data } = await unwrap(
        client.GET('/public/v1/accounts/user-groups', {
          params: { query: { ...query, select: '-*,id,name' } },
          querySerializer: withFilter(own, ...byName),
          signal,
        }),
      )
      return data.map(({ id, name }) => ({ id, name: name ?? id, detail: id, to: paths.group }))
    },
  })
  return [tokens, members, groups] as const
}
