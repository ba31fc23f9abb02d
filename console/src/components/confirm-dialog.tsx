import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { common } from '@/texts/common'
import { Dialog } from '@/ui/dialog'

interface ConfirmDialogProps {
  opened: boolean
  title: string
  children: ReactNode
  confirmLabel: string
  closeLabel?: string
  destructive?: boolean
  busy?: boolean
  problem?: string
  onConfirm: () => void
  onClose: () => void
}

/** A small question with one confirming button. The safe answer has the focus. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    opened,
    title,
    children,
    confirmLabel,
    closeLabel = common('close'),
    destructive,
    busy,
    problem,
  } = props
  // State is read one render later, so two quick clicks would both pass it.
  const confirmed = useRef(false)
  useEffect(() => {
    if (!opened || !busy) confirmed.current = false
  }, [opened, busy])
  const confirm = () => {
    if (busy || confirmed.current) return
    confirmed.current = true
    props.onConfirm()
  }
  return (
    <Dialog
      opened={opened}
      onClose={busy ? () => {} : props.onClose}
      title={title}
      size="md"
      crossLabel={common('dismiss')}
    >
      <Stack gap="lg">
        <Text component="div" size="sm">
          {children}
        </Text>
        {problem && (
          <Alert color="brick" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="space-between">
          <Button variant="subtle" onClick={props.onClose} disabled={busy} data-autofocus>
            {closeLabel}
          </Button>
          <Button color={destructive ? 'brick' : undefined} onClick={confirm} loading={busy}>
            {confirmLabel}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
