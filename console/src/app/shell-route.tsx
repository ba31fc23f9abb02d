import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router'
import type { QueryClient } from '@tanstack/react-query'
import { useSyncExternalStore } from 'react'
import { sessionQuery } from '@/api/session'
import { paths } from '@/paths'
import { language, onLanguage } from '@/texts/language'
import { Shell, ShellNotFound } from './shell'

export const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Spoken,
  notFoundComponent: () => <ShellNotFound />,
})

/** Draws everything again when the language changes: texts are read while a page is drawn. */
function Spoken() {
  return <Outlet key={useSyncExternalStore(onLanguage, language)} />
}

/** Everything that needs a session. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: paths.signIn, search: { returnTo: location.href } })
  },
  component: Shell,
})
