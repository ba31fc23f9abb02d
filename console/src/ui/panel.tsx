import { useLayoutEffect, useRef, type ReactNode } from 'react'
import styles from './panel.module.css'

interface PanelProps {
  label: string
  /** Where it stands: below the end of the header, along the start of the window, or near the top in the middle. */
  place: 'account' | 'start' | 'top'
  onClose: () => void
  children: ReactNode
}

/**
 * A modal of the browser itself, open while it is mounted: focus, Escape and what lies below are the browser's. What is
 * marked with `data-autofocus` has the focus at first.
 */
export function Panel({ label, place, onClose, children }: PanelProps) {
  const element = useRef<HTMLDialogElement>(null)
  const close = useRef(onClose)
  useLayoutEffect(() => {
    close.current = onClose
  })
  useLayoutEffect(() => {
    const dialog = element.current
    if (!dialog) return
    const opener = document.activeElement
    const cancel = (event: Event) => {
      event.preventDefault()
      close.current()
    }
    // The dialog has no padding: what is clicked in it is one of its children, or the backdrop.
    const click = (event: MouseEvent) => {
      if (event.target === dialog) close.current()
    }
    dialog.addEventListener('cancel', cancel)
    dialog.addEventListener('click', click)
    dialog.showModal()
    dialog.querySelector<HTMLElement>('[data-autofocus]')?.focus()
    return () => {
      dialog.removeEventListener('cancel', cancel)
      dialog.removeEventListener('click', click)
      dialog.close()
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
    }
  }, [])
  return (
    <dialog ref={element} aria-label={label} className={styles.panel} data-place={place}>
      {children}
    </dialog>
  )
}
