import { queryOptions } from '@tanstack/react-query'
import { client, ifRevision, unwrap } from '@/api/client'
import { withFile } from '@/api/multipart'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { readWholeList } from '@/api/whole-list'
import { listQuery, type ListQuery } from '@/components/grid/list-query'
import type { ListRequest } from '@/components/grid/list-request'

export type Account = components['schemas']['Account']

const collection = '/public/v1/accounts/accounts'
const select = '+audit'

export function accountListQuery(request: ListRequest): ListQuery<Account> {
  return listQuery(queryKeys.accounts, request, (query, call) =>
    unwrap(client.GET(collection, { params: { query: { select, ...query } }, ...call })),
  )
}

export async function readAllAccounts({ order, filter }: ListRequest): Promise<Account[]> {
  return readWholeList<Account>(collection, { select, order, filter })
}

export async function readAccount(id: string, signal?: AbortSignal): Promise<Account> {
  return unwrap(client.GET(`${collection}/{id}`, { params: { path: { id }, query: { select } }, signal }))
}

export function accountQuery(id: string) {
  return queryOptions({
    queryKey: [...queryKeys.accounts, 'one', id],
    queryFn: ({ signal }) => readAccount(id, signal),
  })
}

/** The texts of an account that its people can change. */
export interface AccountTexts {
  name: string
  website: string
  defaultLanguageCode: string
  description: string
  technicalSupportEmail: string
  addressLine1: string
  addressLine2: string
  postCode: string
  city: string
  state: string
  country: string
}

export const addressFields = ['addressLine1', 'addressLine2', 'postCode', 'city', 'state', 'country'] as const

export interface AccountChange {
  name?: string
  website?: string | null
  defaultLanguageCode?: string | null
  description?: string | null
  technicalSupportEmail?: string | null
  address?: Partial<Record<(typeof addressFields)[number], string | null>>
}

export function textsOf(account: Account): AccountTexts {
  const { address = {} } = account
  return {
    name: account.name ?? '',
    website: account.website ?? '',
    defaultLanguageCode: account.defaultLanguageCode ?? '',
    description: account.description ?? '',
    technicalSupportEmail: account.technicalSupportEmail ?? '',
    addressLine1: address.addressLine1 ?? '',
    addressLine2: address.addressLine2 ?? '',
    postCode: address.postCode ?? '',
    city: address.city ?? '',
    state: address.state ?? '',
    country: address.country ?? '',
  }
}

/** Only what was changed; an emptied field is cleared. */
export function accountChange(base: AccountTexts, texts: AccountTexts): AccountChange {
  const change: AccountChange = {}
  const differs = (field: keyof AccountTexts) => texts[field].trim() !== base[field]
  if (differs('name')) change.name = texts.name.trim()
  for (const field of ['website', 'defaultLanguageCode', 'description', 'technicalSupportEmail'] as const)
    if (differs(field)) change[field] = texts[field].trim() || null
  for (const field of addressFields)
    if (differs(field)) change.address = { ...change.address, [field]: texts[field].trim() || null }
  return change
}

/** Changes an account if it still has the revision that was seen. */
export async function updateAccount(
  id: string,
  change: AccountChange,
  logo: File | null,
  revision: number | undefined,
): Promise<void> {
  const params = { path: { id }, header: ifRevision(revision) }
  const file = logo && withFile({ jsonName: 'account', json: change, fileName: 'logo', file: logo })
  await unwrap(client.PUT(`${collection}/{id}`, { params, body: change, ...file }))
}
