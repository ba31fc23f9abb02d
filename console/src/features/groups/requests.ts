import { queryOptions } from '@tanstack/react-query'
import { client, ifRevision, unwrap, withFilter } from '@/api/client'
import { randomHex } from '@/api/multipart'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { readWholeList } from '@/api/whole-list'
import { definitionBody, type Definition, type DefinitionChange } from '@/components/definition/definition'
import { listQuery, type ListQuery } from '@/components/grid/list-query'
import type { ListRequest } from '@/components/grid/list-request'

export type Group = components['schemas']['UserGroup']

export interface GroupInput extends Definition {
  userIds: string[]
}

/** Under this name the draft of a group is kept. */
export const draftKind = 'group'

export const emptyGroup: Readonly<GroupInput> = { name: '', description: '', moduleIds: [], userIds: [] }

const collection = '/public/v1/accounts/user-groups'
const select = '+audit,+modules,+users'

export function groupListQuery(request: ListRequest): ListQuery<Group> {
  return listQuery(queryKeys.groups, request, (query, call) =>
    unwrap(client.GET(collection, { params: { query: { select, ...query } }, ...call })),
  )
}

export async function readAllGroups({ order, filter }: ListRequest): Promise<Group[]> {
  return readWholeList<Group>(collection, { select, order, filter })
}

export async function readGroup(id: string, signal?: AbortSignal): Promise<Group> {
  return unwrap(client.GET(`${collection}/{id}`, { params: { path: { id }, query: { select } }, signal }))
}

export function groupQuery(id: string) {
  return queryOptions({
    queryKey: [...queryKeys.groups, 'one', id],
    queryFn: ({ signal }) => readGroup(id, signal),
  })
}

/** A create that can be sent again: the server makes one group however often the request arrives. */
export function createGroupRequest(input: GroupInput) {
  const params = { header: { 'Idempotency-Key': randomHex(16) } }
  const body = definitionBody(input)
  return () => unwrap(client.POST(collection, { params, body }))
}

/** Changes a group if it still has the revision that was seen. */
export async function updateGroup(
  id: string,
  change: DefinitionChange,
  revision: number | undefined,
): Promise<void> {
  const params = { path: { id }, header: ifRevision(revision) }
  await unwrap(client.PUT(`${collection}/{id}`, { params, body: change }))
}

export async function deleteGroup(id: string): Promise<void> {
  await unwrap(client.DELETE(`${collection}/{id}`, { params: { path: { id } } }))
}

const memberGroups = '/public/v1/accounts/accounts/{accountId}/users/{userId}/groups'

export async function putIntoGroup(accountId: string, userId: string, groupId: string): Promise<void> {
  await unwrap(client.POST(memberGroups, { params: { path: { accountId, userId } }, body: { id: groupId } }))
}

export async function takeOutOfGroup(accountId: string, userId: string, groupId: string): Promise<void> {
  await unwrap(
    client.DELETE(`${memberGroups}/{groupId}`, { params: { path: { accountId, userId, groupId } } }),
  )
}

/** How many tokens and groups lose modules that are removed from the default group (R-116). */
export function cascadeQuery(accountId: string, moduleIds: string[]) {
  return queryOptions({
    queryKey: ['cascade', accountId, moduleIds],
    queryFn: async ({ signal }) => {
      const held = `any(modules,in(id,(${moduleIds.map((id) => `"${id}"`).join(',')})))`
      const filter = [`eq(account.id,"${accountId}")`, held]
      const count = { params: { query: { limit: 0 } }, signal }
      const [tokens, groups] = await Promise.all([
        unwrap(
          client.GET('/public/v1/accounts/api-tokens', {
            ...count,
            querySerializer: withFilter(...filter, 'ne(status,Deleted)'),
          }),
        ),
        unwrap(
          client.GET(collection, { ...count, querySerializer: withFilter(...filter, 'eq(isDefault,false)') }),
        ),
      ])
      return { tokens: tokens.$meta.pagination.total, groups: groups.$meta.pagination.total }
    },
  })
}
