import { createRoute, createRouter, lazyRouteComponent, redirect, useRouter } from '@tanstack/react-router'
import { useQueryClient } from '@tanstack/react-query'
import { whenSessionEnds } from '@/api/client'
import { sessionQuery, type Session } from '@/api/session'
import { paths, returnPath } from '@/paths'
import { administrationRoutes } from './administration-routes'
import { AppFailure } from './app-failure'
import { leaveSession } from './leave-session'
import { queryClient } from './query-client'
import { rootRoute, shellRoute } from './shell-route'

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

const profileRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.profile,
  component: () => <ProfilePage />,
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

const SignInPage = lazyRouteComponent(() => import('@/features/sign-in/sign-in-page'), 'SignInPage')
const SignInLinkPage = lazyRouteComponent(
  () => import('@/features/sign-in/sign-in-link-page'),
  'SignInLinkPage',
)
const ProfilePage = lazyRouteComponent(() => import('@/features/profile/profile-page'), 'ProfilePage')
const HomePage = lazyRouteComponent(() => import('@/features/home/home-page'), 'HomePage')
const InvitationPage = lazyRouteComponent(
  () => import('@/features/invitation/invitation-page'),
  'InvitationPage',
)
const routeTree = rootRoute.addChildren([
  rootRedirect,
  signInRoute,
  signInLinkRoute,
  invitationRoute,
  shellRoute.addChildren([homeRoute, profileRoute, ...administrationRoutes]),
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
