import { queryOptions } from '@tanstack/react-query'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { readWholeMembers } from '@/api/whole-list'

export type Member = components['schemas']['AccountMember']

/** All members of an account by name, to choose from. */
export function allMembersQuery(accountId: string) {
  return queryOptions({
    queryKey: [...queryKeys.members, accountId, 'all'],
    queryFn: () =>
      readWholeMembers<Member>(accountId, { select: '-*,id,name,email,groups', order: 'name', filter: [] }),
  })
}

export function memberName({ name, email, id }: Pick<Member, 'name' | 'email' | 'id'>): string {
  return name || email || id
}
