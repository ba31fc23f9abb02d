import type { QueryClient } from '@tanstack/react-query'
import type { AnyRouter } from '@tanstack/react-router'
import { sessionQuery } from '@/api/session'
import { forgetSearches } from '@/components/remembered-search'
import { dropDraft } from '@/components/wizard/draft'
import { paths } from '@/paths'

interface LeaveOptions {
  router: AnyRouter
  queries: QueryClient
  /** Where to go on after the next sign-in; home when absent. */
  returnTo?: string
  /** The session ended by itself: the sign-in page says so. */
  ended?: boolean
}

/** Shows the sign-in page and forgets everything that was read with the session. */
export async function leaveSession({ router, queries, returnTo, ended }: LeaveOptions): Promise<void> {
  if (router.state.location.pathname.startsWith(paths.signIn)) return
  if (returnTo === undefined) {
    dropDraft()
    forgetSearches()
  }
  queries.setQueryData(sessionQuery.queryKey, null)
  await router.navigate({
    to: paths.signIn,
    search: { ...(returnTo ? { returnTo } : {}), ...(ended ? { reason: 'ended' } : {}) },
    replace: returnTo !== undefined,
    // A page with unsaved input would ask, and there is nothing to decide: what was entered is kept.
    ignoreBlocker: true,
  })
  forgetAnswers(queries)
}

/** Drops every cached answer but the session itself. */
export function forgetAnswers(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
}
