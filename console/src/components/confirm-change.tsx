import { useMutation } from '@tanstack/react-query'
import { useState, type ReactNode } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { ConfirmDialog } from './confirm-dialog'

export interface AskedChange {
  title: string
  confirmLabel: string
  destructive?: boolean
  text: ReactNode
  run: () => Promise<unknown>
  /** Announced afterwards. */
  done: string
  /** Announced when the object no longer exists. */
  gone: string
}

interface ConfirmChangeProps {
  /** What to ask about, while there is something. */
  asked: AskedChange | undefined
  onClose: () => void
  /** It is done, or the object is gone: what is shown is out of date. */
  onSettled: () => void
}

/** Asks before a change, makes it, and announces the outcome (C-070 to C-073). */
export function ConfirmChange({ asked, onClose, onSettled }: ConfirmChangeProps) {
  // The text stays while the dialog fades out.
  const [shown, setShown] = useState(asked)
  if (asked && asked !== shown) setShown(asked)
  const change = useMutation({
    mutationFn: ({ run }: AskedChange) => run(),
    onSuccess: (_, { done }) => {
      announceSuccess(done)
      onClose()
      onSettled()
    },
    onError: (error, { gone }) => {
      if (problemStatus(error) !== 404) return
      announceFailure(gone)
      onClose()
      onSettled()
    },
  })
  if (!shown) return null
  return (
    <ConfirmDialog
      opened={asked !== undefined}
      title={shown.title}
      confirmLabel={shown.confirmLabel}
      destructive={shown.destructive}
      busy={change.isPending}
      problem={change.isError ? errorSentence(change.error) : undefined}
      onConfirm={() => change.mutate(shown)}
      onClose={() => {
        change.reset()
        onClose()
      }}
    >
      {shown.text}
    </ConfirmDialog>
  )
}
