import { client, unwrap } from '@/api/client'
import type { components } from '@/api/schema'
import { switchAccount, type Session } from '@/api/session'

export type OpenInvitation = components['schemas']['OpenInvitation']

/** The secret travels in bodies alone: addresses are logged. */
export async function readInvitation(invitation: string): Promise<OpenInvitation> {
  return unwrap(client.POST('/session/invitation', { body: { invitation } }))
}

export async function declineInvitation(invitation: string): Promise<void> {
  await unwrap(client.POST('/session/invitation/decline', { body: { invitation } }))
}

/** Accepts as the person who is signed in, and goes on in the account. */
export async function acceptSignedIn(userId: string, accountId: string): Promise<Session> {
  await unwrap(
    client.POST('/public/v1/accounts/accounts/{accountId}/users/{userId}/accept-invite', {
      params: { path: { accountId, userId } },
    }),
  )
  return switchAccount(accountId)
}
