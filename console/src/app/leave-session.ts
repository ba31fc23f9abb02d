import type { QueryClient } from '@tanstack/react-query'
import type { AnyRouter } from '@tanstack/react-router'
import { sessionQuery } from '@/api/session'
import { paths } from '@/paths'

interface LeaveOptions {
  router: AnyRouter
  queries: QueryClient
  /** Where to go on after the next sign-in; home when absent. */
  returnTo?: string
}

/** Shows the sign-in page and forgets everything that was read with the session. */
export async function leaveSession({ router, queries, returnTo }: LeaveOptions): Promise<void> {
  if (router.state.location.pathname.startsWith(paths.signIn)) return
  queries.setQueryData(sessionQuery.queryKey, null)
  await router.navigate({
    to: paths.signIn,
    search: returnTo ? { returnTo } : {},
    replace: returnTo !== undefined,
  })
  forgetAnswers(queries)
}

/** Drops every cached answer but the session itself. */
export function forgetAnswers(queries: QueryClient): void {
  queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] })
}
