import { client, unwrap } from '@/api/client'
import type { components } from '@/api/schema'

export type ProfileChange = components['schemas']['UpdateUser']

export async function saveProfile(id: string, change: ProfileChange): Promise<void> {
  await unwrap(client.PUT('/public/v1/accounts/users/{id}', { params: { path: { id } }, body: change }))
}

export interface PasswordChange {
  currentPassword: string
  password: string
}

export async function changePassword(
  id: string,
  { currentPassword, password }: PasswordChange,
): Promise<void> {
  // A person who signed in with a link may have none yet.
  const body = { password, ...(currentPassword === '' ? {} : { currentPassword }) }
  await unwrap(client.POST('/public/v1/accounts/users/{id}/set-password', { params: { path: { id } }, body }))
}
