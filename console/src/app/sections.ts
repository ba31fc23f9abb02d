import type { ModuleCode } from '@/api/session'
import { paths } from '@/paths'
import { t } from '@/texts/shell'

interface Entry {
  label: () => string
  description: () => string
  to: typeof paths.home | typeof paths.apiTokens
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
    label: () => t('platformTools'),
    entries: [
      {
        label: () => t('apiTokens'),
        description: () => t('apiTokensMenu'),
        to: paths.apiTokens,
        module: 'access-management',
      },
    ],
  },
]

const settingsPrefix = '/administration/settings'

export function sectionName(pathname: string): string {
  return pathname.startsWith(settingsPrefix) ? t('settings') : t('home')
}

/** List pages of the settings have the side bar, details pages have not. */
export function hasSideBar(pathname: string): boolean {
  const plain = pathname.replace(/\/$/, '')
  return settingsGroups.some(({ entries }) => entries.some(({ to }) => to === plain))
}
