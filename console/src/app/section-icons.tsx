import type { ReactNode } from 'react'
import { paths } from '@/paths'
import {
  BuildingIcon,
  BuildingsIcon,
  HistoryIcon,
  HomeIcon,
  KeyIcon,
  KeysIcon,
  PeopleIcon,
  PersonIcon,
} from '@/ui/frame-icons'
import type { SectionPath } from './sections'

const icons: Record<SectionPath, ReactNode> = {
  [paths.home]: <HomeIcon />,
  [paths.account]: <BuildingIcon />,
  [paths.accounts]: <BuildingsIcon />,
  [paths.users]: <PersonIcon />,
  [paths.groups]: <PeopleIcon />,
  [paths.apiTokens]: <KeyIcon />,
  [paths.allApiTokens]: <KeysIcon />,
  [paths.auditTrail]: <HistoryIcon />,
}

/** The icon of a page, the same in every menu. */
export function iconOf(path: SectionPath): ReactNode {
  return icons[path]
}
