import { Button, Popover } from '@mantine/core'
import type { ReactNode } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  /** What the button says; with something in force, what that is. */
  label: string
  title: string
  icon: ReactNode
  active?: boolean
  opened: boolean
  onOpened: (opened: boolean) => void
  width: number
  children: ReactNode
}

/** A button of the toolbar with a panel below it. Escape and a click elsewhere close it. */
export function Panel({ label, title, icon, active, opened, onOpened, width, children }: PanelProps) {
  return (
    <Popover
      opened={opened}
      onChange={onOpened}
      position="bottom-start"
      shadow="md"
      width={`min(${width}px, calc(100vw - 24px))`}
      trapFocus
      returnFocus
      withRoles={false}
      // Less than the gap between the rows of the toolbar on a telephone: the next row is covered, not left as a sliver.
      offset={4}
      // Half a link of the side bar, beside the panel, would be hard to hit.
      middlewares={{ shift: { boundary: document.querySelector('main') ?? undefined, padding: 12 } }}
    >
      <Popover.Target>
        <Button
          variant={active ? 'light' : 'subtle'}
          color={active ? undefined : 'gray.9'}
          fw={500}
          size="compact-sm"
          leftSection={icon}
          aria-haspopup="dialog"
          aria-expanded={opened}
          onClick={() => onOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown role="dialog" aria-label={title} className={styles.panel}>
        {children}
      </Popover.Dropdown>
    </Popover>
  )
}

export function PanelFooter({ children }: { children: ReactNode }) {
  return <div className={styles.footer}>{children}</div>
}
