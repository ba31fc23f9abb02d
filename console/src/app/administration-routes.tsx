import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { cleanSearch } from '@/components/view'
import { paths } from '@/paths'
import { tabSearch, useListState, useTabState } from './list-state'
import { RequireModule } from './require-module'
import { shellRoute } from './shell-route'

const ApiTokensPage = lazyRouteComponent(
  () => import('@/features/api-tokens/api-tokens-page'),
  'ApiTokensPage',
)
const ApiTokenPage = lazyRouteComponent(() => import('@/features/api-tokens/api-token-page'), 'ApiTokenPage')
const AuditTrailPage = lazyRouteComponent(
  () => import('@/features/audit-trail/audit-trail-page'),
  'AuditTrailPage',
)

const GroupsPage = lazyRouteComponent(() => import('@/features/groups/groups-page'), 'GroupsPage')
const GroupPage = lazyRouteComponent(() => import('@/features/groups/group-page'), 'GroupPage')
const UsersPage = lazyRouteComponent(() => import('@/features/users/users-page'), 'UsersPage')
const UserPage = lazyRouteComponent(() => import('@/features/users/user-page'), 'UserPage')

const AccountPage = lazyRouteComponent(() => import('@/features/accounts/account-page'), 'AccountPage')
const AccountsPage = lazyRouteComponent(() => import('@/features/accounts/accounts-page'), 'AccountsPage')

const accountTabs = ['general', 'modules', 'details', 'audit'] as const
const groupTabs = ['general', 'modules', 'users', 'details', 'audit'] as const
const userTabs = ['general', 'groups', 'details', 'audit'] as const
const tokenTabs = ['general', 'modules', 'details', 'audit'] as const

const apiTokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.apiTokens,
  validateSearch: cleanSearch,
  component: function ApiTokens() {
    const list = useListState(paths.apiTokens, apiTokensRoute.useSearch())
    return (
      <RequireModule code="access-management">
        <ApiTokensPage {...list} />
      </RequireModule>
    )
  },
})

const allApiTokensRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.allApiTokens,
  validateSearch: cleanSearch,
  component: function AllApiTokens() {
    const list = useListState(paths.allApiTokens, allApiTokensRoute.useSearch())
    return (
      <RequireModule code="platform-account-management">
        <ApiTokensPage {...list} scope="all" />
      </RequireModule>
    )
  },
})

const apiTokenRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.apiToken,
  validateSearch: (search: Record<string, unknown>) => tabSearch(tokenTabs, search),
  component: function ApiToken() {
    const { id } = apiTokenRoute.useParams()
    const state = useTabState(tokenTabs, apiTokenRoute.useSearch())
    return (
      <RequireModule code={['access-management', 'platform-account-management']}>
        <ApiTokenPage key={id} id={id} {...state} />
      </RequireModule>
    )
  },
})

const auditTrailRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.auditTrail,
  validateSearch: cleanSearch,
  component: function AuditTrail() {
    const list = useListState(paths.auditTrail, auditTrailRoute.useSearch())
    return (
      <RequireModule code="access-management">
        <AuditTrailPage {...list} />
      </RequireModule>
    )
  },
})

const groupsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.groups,
  validateSearch: cleanSearch,
  component: function Groups() {
    const list = useListState(paths.groups, groupsRoute.useSearch())
    return (
      <RequireModule code="access-management">
        <GroupsPage {...list} />
      </RequireModule>
    )
  },
})

const groupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.group,
  validateSearch: (search: Record<string, unknown>) => tabSearch(groupTabs, search),
  component: function Group() {
    const { id } = groupRoute.useParams()
    const state = useTabState(groupTabs, groupRoute.useSearch())
    return (
      <RequireModule code="access-management">
        <GroupPage key={id} id={id} {...state} />
      </RequireModule>
    )
  },
})

const usersRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.users,
  validateSearch: cleanSearch,
  component: function Users() {
    const list = useListState(paths.users, usersRoute.useSearch())
    return (
      <RequireModule code="access-management">
        <UsersPage {...list} />
      </RequireModule>
    )
  },
})

const userRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.user,
  validateSearch: (search: Record<string, unknown>) => tabSearch(userTabs, search),
  component: function User() {
    const { id } = userRoute.useParams()
    const state = useTabState(userTabs, userRoute.useSearch())
    return (
      <RequireModule code="access-management">
        <UserPage key={id} id={id} {...state} />
      </RequireModule>
    )
  },
})

const accountRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.account,
  validateSearch: (search: Record<string, unknown>) => tabSearch(accountTabs, search),
  component: function Account() {
    const state = useTabState(accountTabs, accountRoute.useSearch())
    return (
      <RequireModule code="account-management">
        <AccountPage {...state} />
      </RequireModule>
    )
  },
})

const accountsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: paths.accounts,
  validateSearch: cleanSearch,
  component: function Accounts() {
    const list = useListState(paths.accounts, accountsRoute.useSearch())
    return (
      <RequireModule code="platform-account-management">
        <AccountsPage {...list} />
      </RequireModule>
    )
  },
})

/** The pages of settings and administration. */
export const administrationRoutes = [
  apiTokensRoute,
  allApiTokensRoute,
  apiTokenRoute,
  auditTrailRoute,
  groupsRoute,
  groupRoute,
  usersRoute,
  userRoute,
  accountRoute,
  accountsRoute,
] as const
