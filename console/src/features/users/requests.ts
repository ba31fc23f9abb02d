import { queryOptions } from '@tanstack/react-query'
import { client, ifRevision, unwrap } from '@/api/client'
import { randomHex } from '@/api/multipart'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { readWholeList, readWholeMembers } from '@/api/whole-list'
import { listQuery, type ListQuery } from '@/components/grid/list-query'
import type { ListRequest } from '@/components/grid/list-request'
import type { Member } from '@/components/members/requests'

const collection = '/public/v1/accounts/accounts/{accountId}/users'
const select = '+audit,+groups,+modules,+invitation'

export function memberListQuery(accountId: string) {
  return (request: ListRequest): ListQuery<Member> =>
    listQuery([...queryKeys.members, accountId], request, (query, call) => {
      const params = { path: { accountId }, query: { select, ...query } }
      return unwrap(client.GET(collection, { params, ...call }))
    })
}

export function readAllMembers(accountId: string) {
  return ({ order, filter }: ListRequest) => readWholeMembers<Member>(accountId, { select, order, filter })
}

export async function readMember(accountId: string, userId: string, signal?: AbortSignal): Promise<Member> {
  const params = { path: { accountId, userId }, query: { select } }
  return unwrap(client.GET(`${collection}/{userId}`, { params, signal }))
}

export function memberQuery(accountId: string, userId: string) {
  return queryOptions({
    queryKey: [...queryKeys.members, accountId, 'one', userId],
    queryFn: ({ signal }) => readMember(accountId, userId, signal),
  })
}

/** The groups of an account, to choose from. */
export function allGroupsQuery(accountId: string) {
  return queryOptions({
    queryKey: [...queryKeys.groups, 'all', accountId],
    queryFn: () =>
      readWholeList<components['schemas']['UserGroup']>('/public/v1/accounts/user-groups', {
        select: '-*,id,name,description,isDefault',
        order: 'name',
        filter: [`eq(account.id,"${accountId}")`],
      }),
  })
}

export interface InvitationInput {
  email: string
  firstName: string
  lastName: string
  groupIds: string[]
}

/** Under this name the draft of an invitation is kept. */
export const draftKind = 'user'

export const emptyInvitation: Readonly<InvitationInput> = {
  email: '',
  firstName: '',
  lastName: '',
  groupIds: [],
}

/** An invitation that can be sent again: there is one however often the request arrives. */
export function invitationRequest(accountId: string, input: InvitationInput) {
  const key = randomHex(16)
  const body = {
    user: {
      email: input.email.trim(),
      firstName: input.firstName.trim(),
      lastName: input.lastName.trim(),
    },
    groups: input.groupIds.map((id) => ({ id })),
    invitation: { status: 'Invited' as const },
  }
  return () =>
    unwrap(
      client.POST(collection, {
        params: { path: { accountId }, header: { 'Idempotency-Key': key } },
        body,
      }),
    )
}

/** Changes the groups of a member who still has the revision that was seen. */
export async function changeGroups(
  accountId: string,
  userId: string,
  groupIds: string[],
  revision: number | undefined,
): Promise<void> {
  const params = { path: { accountId, userId }, header: ifRevision(revision) }
  const body = { groups: groupIds.map((id) => ({ id })) }
  await unwrap(client.PUT(`${collection}/{userId}`, { params, body }))
}

export async function removeMember(accountId: string, userId: string): Promise<void> {
  await unwrap(client.DELETE(`${collection}/{userId}`, { params: { path: { accountId, userId } } }))
}

/** Renews an invitation that is open, or makes a new one for one that has expired. */
export async function sendInvitation(accountId: string, member: Member): Promise<void> {
  const params = { path: { accountId, userId: member.id } }
  if (member.invitation?.status === 'InvitationExpired')
    await unwrap(client.POST(`${collection}/{userId}/send-new-invite`, { params }))
  else await unwrap(client.POST(`${collection}/{userId}/resend-invite`, { params }))
}
