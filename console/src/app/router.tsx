import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  useNavigate,
  useRouter,
} from '@tanstack/react-router'
import { type QueryClient, useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { whenSessionEnds } from '@/api/client'
import { sessionQuery, type Session } from '@/api/session'
import { rememberSearch } from '@/components/remembered-search'
import { defaultView, viewFromSearch, type View } from '@/components/view'
import { paths, returnPath } from '@/paths'
import { language, onLanguage } from '@/texts/language'
import { AppFailure } from './app-failure'
import { leaveSession } from './leave-session'
import { queryClient } from './query-client'
import { RequireModule } from './require-module'
import { Shell, ShellNotFound } from './shell'

const rootRoute = createRootRouteWithContext<{ queries: QueryClient }>()({
  component: Spoken,
  notFoundComponent: () => <ShellNotFound />,
})

/** Draws everything again when the language changes: texts are read while a page is drawn. */
function Spoken() {
  return <Outlet key={useSyncExternalStore(onLanguage, language)} />
}

/** Everything that needs a session. */
const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: async ({ context, location }) => {
    const session = await context.queries.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: paths.signIn, search: { returnTo: location.href } })
  },
  component: Shell,
})

const rootRedirect = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.root,
  beforeLoad: () => {
    throw redirect({ to: paths.home, replace: true })
  },
})

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.home,
  component: () => <HomePage />,
})

interface SignInSearch {
  returnTo?: string
  /** Why the page is here, when the person did not ask for it. */
  reason?: 'ended'
}

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.signIn,
  validateSearch: (search: Record<string, unknown>): SignInSearch => {
    const returnTo = returnPath(search.returnTo)
    return {
      ...(returnTo === paths.home ? {} : { returnTo }),
      ...(search.reason === 'ended' ? { reason: 'ended' } : {}),
    }
  },
  beforeLoad: async ({ context, search }) => {
    if (await context.queries.ensureQueryData(sessionQuery))
      throw redirect({ href: returnPath(search.returnTo) })
  },
  component: function SignIn() {
    const onSignedIn = useEnter()
    const { returnTo, reason } = signInRoute.useSearch()
    return (
      <SignInPage
        ended={reason === 'ended'}
        onSignedIn={(session) => onSignedIn(session, returnPath(returnTo))}
      />
    )
  },
})

const signInLinkRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.signInLink,
  component: function SignInLink() {
    const onSignedIn = useEnter()
    return <SignInLinkPage onSignedIn={(session) => onSignedIn(session, paths.home)} />
  },
})

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: paths.invitation,
  component: function Invitation() {
    const onSignedIn = useEnter()
    return <InvitationPage onSignedIn={(session) => onSignedIn(session, paths.home)} />
  },
})

/** Takes a fresh session and goes on; nothing of an earlier one stays. */
function useEnter() {
  const queries = useQueryClient()
  const router = useRouter()
  return (session: Session, path: string) => {
    queries.clear()
    queries.setQueryData(sessionQuery.queryKey, session)
    router.history.push(path)
  }
}

interface ViewSearch {
  page?: number
  size?: View['size']
}

const apiTokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.apiTokens,
  validateSearch: (search: Record<string, unknown>): ViewSearch => viewFromSearch(search),
  component: function ApiTokens() {
    const search = apiTokensRoute.useSearch()
    const navigate = useNavigate()
    useEffect(() => rememberSearch(paths.apiTokens, { ...search }), [search])
    return (
      <RequireModule code="access-management">
        <ApiTokensPage
          view={{ ...defaultView, ...search }}
          onView={(view) => void navigate({ to: paths.apiTokens, search: viewFromSearch({ ...view }) })}
        />
      </RequireModule>
    )
  },
})

const apiTokenRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.apiToken,
  validateSearch: (search: Record<string, unknown>): { tab?: 'general' } =>
    search.tab === 'general' ? { tab: 'general' } : {},
  component: function ApiToken() {
    const { id } = apiTokenRoute.useParams()
    const { tab = 'general' } = apiTokenRoute.useSearch()
    const navigate = useNavigate()
    return (
      <RequireModule code="access-management">
        <ApiTokenPage
          key={id}
          id={id}
          tab={tab}
          onTab={(chosen) => void navigate({ to: paths.apiToken, params: { id }, search: { tab: chosen } })}
        />
      </RequireModule>
    )
  },
})

const SignInPage = lazyRouteComponent(() => import('@/features/sign-in/sign-in-page'), 'SignInPage')
const SignInLinkPage = lazyRouteComponent(
  () => import('@/features/sign-in/sign-in-link-page'),
  'SignInLinkPage',
)
const HomePage = lazyRouteComponent(() => import('@/features/home/home-page'), 'HomePage')
const InvitationPage = lazyRouteComponent(
  () => import('@/features/invitation/invitation-page'),
  'InvitationPage',
)
const ApiTokensPage = lazyRouteComponent(
  () => import('@/features/api-tokens/api-tokens-page'),
  'ApiTokensPage',
)
const ApiTokenPage = lazyRouteComponent(() => import('@/features/api-tokens/api-token-page'), 'ApiTokenPage')

const routeTree = rootRoute.addChildren([
  rootRedirect,
  signInRoute,
  signInLinkRoute,
  invitationRoute,
  shellRoute.addChildren([homeRoute, apiTokensRoute, apiTokenRoute]),
])

export const router = createRouter({
  routeTree,
  context: { queries: queryClient },
  defaultErrorComponent: AppFailure,
  defaultPendingMs: 300,
  scrollRestoration: true,
})

whenSessionEnds(() => {
  void leaveSession({ router, queries: queryClient, returnTo: router.state.location.href, ended: true })
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
