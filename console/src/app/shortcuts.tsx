import { readLocalStorageValue } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { shortcutOf, singleKeysSetting } from '@/ui/shortcut-keys'

export type Opened = 'palette' | 'help' | undefined

const CommandPalette = lazy(() => import('./command-palette'))
const ShortcutsDialog = lazy(() => import('./shortcuts-dialog'))

interface ShortcutsProps {
  /** What is open, here and by the buttons of the header and the menu. */
  opened: Opened
  onOpened: (opened: Opened) => void
  /** Called once the keys work. */
  onReady: () => void
}

/** The keys that work on every page, and what they open (C-108). */
export default function Shortcuts({ opened, onOpened, onReady }: ShortcutsProps) {
  const [open] = useState(() => onOpened)
  const [ready] = useState(() => onReady)
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const shortcut = shortcutOf(event)
      if (!shortcut || (shortcut !== 'palette' && !readLocalStorageValue(singleKeysSetting))) return
      if (shortcut === 'palette' || shortcut === 'help') open(shortcut)
      else if (!reach(shortcut)) {
        if (shortcut === 'new') return
        open('palette')
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    ready()
    return () => document.removeEventListener('keydown', press)
  }, [open, ready])
  const close = () => onOpened(undefined)
  return (
    <Suspense>
      {opened === 'palette' && <CommandPalette onClose={close} />}
      {opened === 'help' && <ShortcutsDialog onClose={close} />}
    </Suspense>
  )
}

/** Goes to the search box, or presses the button; false where the page has none. */
function reach(shortcut: 'search' | 'new'): boolean {
  const target = document.querySelector<HTMLElement>(`main [data-shortcut="${shortcut}"]`)
  if (!target) return false
  target.focus()
  if (shortcut === 'new') target.click()
  return true
}
