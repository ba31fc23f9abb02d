import { Modal } from '@mantine/core'
import { useLayoutEffect, type ReactNode } from 'react'
import styles from './dialog.module.css'

/** Marks what gets the focus when a dialog closes and its opener is gone. */
export const focusNext = 'data-focus-next'

interface DialogProps {
  opened: boolean
  onClose: () => void
  title: string
  size: number | 'md'
  closeOnEscape?: boolean
  closeOnClickOutside?: boolean
  /** Label of the cross at the top; no cross when absent. */
  crossLabel?: string
  classNames?: Partial<Record<'content' | 'header' | 'title' | 'body', string>>
  children: ReactNode
}

/** A modal labelled by its title. Put together by hand because the header of the ready-made one is a second banner. */
export function Dialog({ title, crossLabel, children, ...root }: DialogProps) {
  useFocusReturn(root.opened)
  return (
    <Modal.Root centered returnFocus={false} {...root}>
      <Modal.Overlay className={styles.overlay} />
      <Modal.Content>
        <Modal.Header role="none">
          <Modal.Title fw={650}>{title}</Modal.Title>
          {crossLabel && <Modal.CloseButton aria-label={crossLabel} />}
        </Modal.Header>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

// The ready-made return of focus misses a dialog that is mounted open.
function useFocusReturn(opened: boolean): void {
  useLayoutEffect(() => {
    if (!opened) return
    const opener = document.activeElement
    return () => {
      // After the focus trap has let go. The opener is gone when the page has changed below the dialog.
      setTimeout(() => {
        if (opener instanceof HTMLElement && opener.isConnected && opener !== document.body)
          return opener.focus()
        // A dialog below this one has given it back already.
        if (document.activeElement !== document.body) return
        const next = document.querySelector<HTMLElement>(`[${focusNext}]`)
        next?.removeAttribute(focusNext)
        ;(next ?? document.querySelector('main'))?.focus()
      })
    }
  }, [opened])
}
