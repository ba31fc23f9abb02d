import { queryOptions } from '@tanstack/react-query'
import { client, unwrap, withFilter } from '@/api/client'
import { multipartBody, randomHex } from '@/api/multipart'
import type { components } from '@/api/schema'
import type { View } from '@/components/view'
import { compareTexts } from '@/texts/formats'

/** A token as the pages keep it: never with its secret. */
export type ApiToken = Omit<components['schemas']['ApiToken'], 'token'>
export type ModuleRef = components['schemas']['ModuleRef']
export type StatusAction = 'enable' | 'disable' | 'delete'

export interface NewApiToken {
  name: string
  description: string
  moduleIds: string[]
  logo: File | null
}

export const emptyToken: Readonly<NewApiToken> = { logo: null, name: '', description: '', moduleIds: [] }

const collection = '/public/v1/accounts/api-tokens'

/** The first part of every cache key below, to refresh them together. */
export const apiTokensKey = ['api-tokens'] as const

export function apiTokenListQuery({ page, size }: View) {
  return queryOptions({
    queryKey: [...apiTokensKey, 'list', page, size],
    queryFn: async ({ signal }) => {
      const query = {
        select: '+audit,+modules',
        order: '-audit.created.at',
        limit: size,
        offset: (page - 1) * size,
      }
      const list = await unwrap(
        client.GET(collection, {
          params: { query },
          querySerializer: withFilter('ne(status,Deleted)'),
          signal,
        }),
      )
      return { total: list.$meta.pagination.total, tokens: list.data.map(withoutSecret) }
    },
  })
}

export function apiTokenQuery(id: string) {
  return queryOptions({
    queryKey: [...apiTokensKey, 'one', id],
    queryFn: async ({ signal }) =>
      withoutSecret(
        await unwrap(
          client.GET(`${collection}/{id}`, { params: { path: { id }, query: { select: '-token' } }, signal }),
        ),
      ),
  })
}

/** The modules that may be assigned to tokens of the account, by name. */
export function assignableModulesQuery(accountId: string) {
  return queryOptions({
    queryKey: ['assignable-modules', accountId],
    queryFn: async ({ signal }) => {
      const groups = await unwrap(
        client.GET('/public/v1/accounts/user-groups', {
          params: { query: { select: 'modules' } },
          querySerializer: withFilter(`eq(account.id,"${accountId}")`, 'eq(isDefault,true)'),
          signal,
        }),
      )
      const modules = groups.data.flatMap((group) => group.modules ?? [])
      return modules.sort((left, right) => compareTexts(moduleName(left), moduleName(right)))
    },
  })
}

export function moduleName(module: ModuleRef): string {
  return module.name ?? module.id
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

/** A create that can be sent again: the server makes one token however often the request arrives. */
export interface CreateRequest {
  send: () => Promise<CreatedApiToken>
}

export interface CreatedApiToken {
  token: ApiToken
  /** What the create was answered with; absent in a repeated answer that no longer holds it. */
  secret: string | undefined
}

export function createRequest({ name, description, moduleIds, logo }: NewApiToken): CreateRequest {
  const body = {
    name: name.trim(),
    ...(description === '' ? {} : { description }),
    modules: moduleIds.map((id) => ({ id })),
  }
  const key = randomHex(16)
  // Made once: a repeat is the same request to the byte.
  const form = logo
    ? multipartBody({ jsonName: 'apiToken', json: body, fileName: 'icon', file: logo })
    : undefined
  return {
    send: async () => {
      const params = { header: { 'Idempotency-Key': key } }
      const answer = await unwrap(
        form
          ? client.POST(collection, {
              params,
              body,
              bodySerializer: () => form.body,
              headers: { 'Content-Type': form.contentType },
            })
          : client.POST(collection, { params, body }),
      )
      return { token: withoutSecret(answer), secret: answer.token }
    },
  }
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
