import type { ReactNode } from 'react'
import { paths } from '@/paths'
import { HomeIcon, KeyIcon, ToolsIcon } from '@/ui/icons'

const icons: Record<string, ReactNode> = {
  [paths.home]: <HomeIcon />,
  [paths.apiTokens]: <KeyIcon />,
}

/** The icon of a page in menus and in what is found. */
export function iconOf(path: string): ReactNode {
  return icons[path] ?? <ToolsIcon />
}
