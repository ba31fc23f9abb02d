import type { ModuleCode } from '@/api/session'
import { paths } from '@/paths'

interface Entry {
  label: string
  description: string
  to: typeof paths.home | typeof paths.apiTokens
  module?: ModuleCode
}

interface Section {
  label: string
  entries: Entry[]
}

/** The main menu, and under `Settings` the side bar of the settings pages. */
export const homeEntry: Entry = { label: 'Home', description: 'Start page of your account', to: paths.home }

export const settingsGroups: Section[] = [
  {
    label: 'Platform tools',
    entries: [
      {
        label: 'API tokens',
        description: 'Credentials for programs that work with the account',
        to: paths.apiTokens,
        module: 'access-management',
      },
    ],
  },
]

const settingsPrefix = '/administration/settings'

export function sectionName(pathname: string): string {
  return pathname.startsWith(settingsPrefix) ? 'Settings' : 'Home'
}

/** List pages of the settings have the side bar, details pages have not. */
export function hasSideBar(pathname: string): boolean {
  const plain = pathname.replace(/\/$/, '')
  return settingsGroups.some(({ entries }) => entries.some(({ to }) => to === plain))
}
