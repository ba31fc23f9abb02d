import { Button } from '@mantine/core'
import { common } from '@/texts/common'

/** Adds to the list of the page; `n` presses it. */
export function AddButton({ onClick }: { onClick: () => void }) {
  return (
    <Button data-shortcut="new" aria-keyshortcuts="n" onClick={onClick}>
      {common('add')}
    </Button>
  )
}
