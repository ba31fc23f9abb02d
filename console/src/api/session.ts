import { queryOptions } from '@tanstack/react-query'
import { createContext, useContext } from 'react'
import { client, setCsrfToken, unwrap } from './client'
import { problemStatus } from './problem'
import type { components } from './schema'
import { followSettings } from './settings'

export type Session = components['schemas']['Session']
export type ModuleCode = 'access-management' | 'account-management' | 'platform-account-management'
export type Right = 'read' | 'edit'

/** The current session, null when nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: readSession,
  staleTime: Infinity,
  gcTime: Infinity,
  // Another tab may have switched the account or signed out.
  refetchOnWindowFocus: 'always',
})

async function readSession(): Promise<Session | null> {
  try {
    return await adopt(await unwrap(client.GET('/session')))
  } catch (error) {
    if (problemStatus(error) === 401) return adopt(null)
    throw error
  }
}

/** Follows a session in everything that is kept outside of it: the token of its requests, language, formats. */
async function adopt<T extends Session | null>(session: T): Promise<T> {
  setCsrfToken(session?.csrfToken)
  await followSettings(session?.user.settings ?? {})
  return session
}

export async function signIn(credentials: components['schemas']['SignInRequest']): Promise<Session> {
  return adopt(await unwrap(client.POST('/session/sign-in', { body: credentials })))
}

export async function signInWithLink(link: string): Promise<Session> {
  return adopt(await unwrap(client.POST('/session/sign-in-link', { body: { link } })))
}

/** Makes the person of an invitation a member, and signs in. */
export async function acceptInvitation(
  acceptance: components['schemas']['AcceptInvitationRequest'],
): Promise<Session> {
  return adopt(await unwrap(client.POST('/session/invitation/accept', { body: acceptance })))
}

export async function switchAccount(id: string): Promise<Session> {
  return adopt(await unwrap(client.POST('/session/account', { body: { account: { id } } })))
}

export async function signOut(): Promise<void> {
  await unwrap(client.POST('/session/sign-out'))
  await adopt(null)
}

const SessionContext = createContext<Session | null>(null)

export const SessionProvider = SessionContext.Provider

/** The session of the signed-in user. Only below SessionProvider. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession is used outside of SessionProvider')
  return session
}

/** Operations reach the objects of every account with Platform Account Management. */
export function seesOtherAccounts(session: Session): boolean {
  return session.account?.type === 'Operations' && mayUse(session, 'platform-account-management')
}

export function mayUse(session: Session, code: ModuleCode, right: Right = 'read'): boolean {
  return session.account !== undefined && (session.modules[code]?.includes(right) ?? false)
}
