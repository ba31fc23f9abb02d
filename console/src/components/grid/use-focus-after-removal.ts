import { useEffect, useRef, type RefObject } from 'react'
import { focusNext } from '@/ui/dialog'

/**
 * When the row that had the focus is taken away, as by Delete, the row in its place gets it. A dialog that is still
 * open gives the focus back to what is marked here.
 */
export function useFocusAfterRemoval(body: RefObject<HTMLTableSectionElement | null>, rows: unknown) {
  const held = useRef<{ id: string; index: number }>(undefined)
  useEffect(() => {
    const note = () => {
      const focused = document.activeElement
      if (focused?.closest('[role="dialog"], [role="menu"]')) return
      const row = focused?.closest<HTMLElement>('[data-row]')
      const id = row && body.current?.contains(row) ? row.dataset.row : undefined
      held.current = row && id ? { id, index: rowsOf(body.current).indexOf(row) } : undefined
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [body])
  useEffect(() => {
    if (!held.current) return
    const { id, index } = held.current
    const present = rowsOf(body.current)
    if (present.some((row) => row.dataset.row === id)) return
    held.current = undefined
    const next = present[Math.min(index, present.length - 1)]?.querySelector<HTMLElement>('a, button')
    if (document.activeElement === document.body) (next ?? document.querySelector('main'))?.focus()
    else next?.setAttribute(focusNext, '')
  }, [body, rows])
}

function rowsOf(body: HTMLElement | null): HTMLElement[] {
  return [...(body?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
}
