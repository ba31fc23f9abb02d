import { queryOptions } from '@tanstack/react-query'
import { client, ifRevision, unwrap } from '@/api/client'
import { randomHex, withFile } from '@/api/multipart'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { readWholeList } from '@/api/whole-list'
import { definitionBody, type Definition, type DefinitionChange } from '@/components/definition/definition'
import { listQuery, type ListQuery } from '@/components/grid/list-query'
import type { ListRequest } from '@/components/grid/list-request'

/** A token as the pages keep it: never with its secret. */
export type ApiToken = Omit<components['schemas']['ApiToken'], 'token'>
export type StatusAction = 'enable' | 'disable' | 'delete'

export interface NewApiToken extends Definition {
  logo: File | null
}

/** Under this name the draft of a token is kept. */
export const draftKind = 'api-token'

export const emptyToken: Readonly<NewApiToken> = { logo: null, name: '', description: '', moduleIds: [] }

export function isEmpty({ logo, name, description, moduleIds }: NewApiToken): boolean {
  return logo === null && name === '' && description === '' && moduleIds.length === 0
}

const collection = '/public/v1/accounts/api-tokens'

const listSelect = '+audit,+modules'

export function apiTokenListQuery(request: ListRequest): ListQuery<ApiToken> {
  return listQuery(queryKeys.apiTokens, request, async (query, call) => {
    const params = { query: { select: listSelect, ...query } }
    const list = await unwrap(client.GET(collection, { params, ...call }))
    return { ...list, data: list.data.map(withoutSecret) }
  })
}

export async function readAllApiTokens({ order, filter }: ListRequest): Promise<ApiToken[]> {
  const all = await readWholeList<components['schemas']['ApiToken']>(collection, {
    select: listSelect,
    order,
    filter,
  })
  return all.map(withoutSecret)
}

export function apiTokenQuery(id: string) {
  return queryOptions({
    queryKey: [...queryKeys.apiTokens, 'one', id],
    queryFn: ({ signal }) => readApiToken(id, signal),
  })
}

/** A token as it is now, without its secret. */
export async function readApiToken(id: string, signal?: AbortSignal): Promise<ApiToken> {
  const params = { path: { id }, query: { select: '-token,+audit' } }
  return withoutSecret(await unwrap(client.GET(`${collection}/{id}`, { params, signal })))
}

/**
 * The secret of a token; undefined when the account does not reveal secrets. The server records every such read.
 * The answer goes to the caller only, past the query cache.
 */
export async function readSecret(id: string): Promise<string | undefined> {
  const { token } = await unwrap(
    client.GET(`${collection}/{id}`, {
      params: { path: { id }, query: { select: '-*,id,token' } },
      cache: 'no-store',
    }),
  )
  return token
}

export interface CreatedApiToken {
  token: ApiToken
  /** What the create was answered with; absent in a repeated answer that no longer holds it. */
  secret: string | undefined
}

/** A create that can be sent again: the server makes one token however often the request arrives. */
export function createRequest(input: NewApiToken) {
  const { logo } = input
  const body = definitionBody(input)
  const params = { header: { 'Idempotency-Key': randomHex(16) } }
  // Made once: a repeat is the same request to the byte.
  const file = logo && withFile({ jsonName: 'apiToken', json: body, fileName: 'icon', file: logo })
  return async (): Promise<CreatedApiToken> => {
    const answer = await unwrap(client.POST(collection, { params, body, ...file }))
    return { token: withoutSecret(answer), secret: answer.token }
  }
}

/** Changes a token if it still has the revision that was seen. */
export async function updateApiToken(
  id: string,
  change: DefinitionChange,
  revision: number | undefined,
): Promise<void> {
  const params = { path: { id }, header: ifRevision(revision) }
  await unwrap(client.PUT(`${collection}/{id}`, { params, body: change }))
}

/** Whether the secrets of the account's tokens can be read again after they were created. */
export async function revealsSecrets(accountId: string): Promise<boolean> {
  const account = await unwrap(
    client.GET('/public/v1/accounts/accounts/{id}', {
      params: { path: { id: accountId }, query: { select: '-*,id,revealTokens' } },
      cache: 'no-store',
    }),
  )
  return account.revealTokens !== false
}

export async function changeStatus(id: string, action: StatusAction): Promise<void> {
  const params = { path: { id } }
  if (action === 'enable') await unwrap(client.POST(`${collection}/{id}/enable`, { params }))
  else if (action === 'disable') await unwrap(client.POST(`${collection}/{id}/disable`, { params }))
  else await unwrap(client.DELETE(`${collection}/{id}`, { params }))
}

// A create answers with the secret; it must not reach the query or the mutation cache.
function withoutSecret(answer: components['schemas']['ApiToken']): ApiToken {
  const token: components['schemas']['ApiToken'] = { ...answer }
  delete token.token
  return token
}
