import { notifications } from '@mantine/notifications'
import { useSyncExternalStore } from 'react'
import { common } from '@/texts/common'
import { CheckIcon, CloseIcon } from './icons'

let spoken = ''
const listeners = new Set<() => void>()

/** Tells screen readers what the page shows anyway. */
export function speak(text: string): void {
  // A screen reader skips an unchanged text, so a repeated message gets an invisible difference.
  spoken = text === spoken ? `${text}\u00a0` : text
  listeners.forEach((listener) => listener())
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The one polite live region. It stands in the page from the start, as live regions must. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => spoken)
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  )
}

// The live region speaks; the visible note must not speak a second time.
const silent = { role: 'status', 'aria-live': 'off' } as const

export function announceSuccess(message: string): void {
  speak(message)
  notifications.show({
    message,
    color: 'lagoon',
    icon: <CheckIcon size={16} />,
    ...silent,
    closeButtonProps: { 'aria-label': common('dismiss') },
  })
}

export function announceFailure(message: string): void {
  speak(message)
  notifications.show({
    message,
    color: 'brick',
    icon: <CloseIcon size={16} />,
    ...silent,
    autoClose: 10_000,
    closeButtonProps: { 'aria-label': common('dismiss') },
  })
}
