import type { ModuleCode } from '@/api/session'
import { paths } from '@/paths'
import { t } from '@/texts/shell'

/** The pages that menus lead to. */
export type SectionPath = (typeof paths)[
  'home' | 'apiTokens' | 'account' | 'accounts' | 'auditTrail' | 'allApiTokens' | 'groups' | 'users']

interface Entry {
  label: () => string
  description: () => string
  to: SectionPath
  module?: ModuleCode
}

interface Section {
  label: () => string
  entries: Entry[]
}

/** The main menu, and under `Settings` the side bar of the settings pages. */
export const homeEntry: Entry = {
  label: () => t('home'),
  description: () => t('homeMenu'),
  to: paths.home,
}

export const settingsGroups: Section[] = [
  {
    label: () => t('general'),
    entries: [
      {
        label: () => t('account'),
        description: () => t('accountMenu'),
        to: paths.account,
        module: 'account-management',
      },
    ],
  },
  {
    label: () => t('administration'),
    entries: [
      {
        label: () => t('users'),
        description: () => t('usersMenu'),
        to: paths.users,
        module: 'access-management',
      },
      {
        label: () => t('groups'),
        description: () => t('groupsMenu'),
        to: paths.groups,
        module: 'access-management',
      },
    ],
  },
  {
    label: () => t('platformTools'),
    entries: [
      {
        label: () => t('apiTokens'),
        description: () => t('apiTokensMenu'),
        to: paths.apiTokens,
        module: 'access-management',
      },
      {
        label: () => t('auditTrail'),
        description: () => t('auditTrailMenu'),
        to: paths.auditTrail,
        module: 'access-management',
      },
    ],
  },
  {
    label: () => t('allAccountsArea'),
    entries: [
      {
        label: () => t('accounts'),
        description: () => t('accountsMenu'),
        to: paths.accounts,
        module: 'platform-account-management',
      },
      {
        label: () => t('allApiTokens'),
        description: () => t('allApiTokensMenu'),
        to: paths.allApiTokens,
        module: 'platform-account-management',
      },
    ],
  },
]

const settingsPrefix = '/administration/'

export function sectionName(pathname: string): string {
  return pathname.startsWith(settingsPrefix) ? t('settings') : t('home')
}

/** List pages of the settings have the side bar, details pages have not. */
export function hasSideBar(pathname: string): boolean {
  const plain = pathname.replace(/\/$/, '')
  return settingsGroups.some(({ entries }) => entries.some(({ to }) => to === plain))
}
