import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { ActionMenu, type MenuButton } from '@/ui/action-menu'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { apiTokensKey, changeStatus, type ApiToken, type StatusAction } from './requests'

const words = {
  enable: { label: 'Enable', title: 'Enable API token', done: 'is enabled' },
  disable: { label: 'Disable', title: 'Disable API token', done: 'is disabled' },
  delete: { label: 'Delete', title: 'Delete API token', done: 'is deleted' },
} as const

const consequences: Record<StatusAction, string> = {
  enable: 'Requests with this token are accepted again.',
  disable: 'Requests with this token fail until it is enabled again.',
  delete: 'Requests with this token fail from now on. A deleted token cannot be restored or reused.',
}

interface StatusMenuProps {
  token: ApiToken
  onAction: (action: StatusAction) => void
  button: MenuButton
}

/** The menu of a row and of the details page, by status. A deleted token has none. */
export function StatusMenu({ token, onAction, button }: StatusMenuProps) {
  if (token.status === 'Deleted') return null
  const toggle = token.status === 'Active' ? 'disable' : 'enable'
  return (
    <ActionMenu button={button}>
      <Menu.Item onClick={() => onAction(toggle)}>{words[toggle].label}</Menu.Item>
      <Menu.Divider />
      <Menu.Item color="brick" onClick={() => onAction('delete')}>
        {words.delete.label}
      </Menu.Item>
    </ActionMenu>
  )
}

export interface PendingAction {
  action: StatusAction
  token: ApiToken
}

interface StatusDialogProps {
  /** Asked about while present. */
  pending: PendingAction | undefined
  onClose: () => void
  /** The token is gone: deleted now, or found to be deleted. */
  onGone?: () => void
}

/** Asks before a token is enabled, disabled or deleted, does it, and says how it went. */
export function StatusDialog({ pending, onClose, onGone }: StatusDialogProps) {
  const queries = useQueryClient()
  // The text stays while the dialog fades out.
  const [shown, setShown] = useState(pending)
  if (pending && pending !== shown) setShown(pending)

  const change = useMutation({
    mutationFn: ({ token, action }: PendingAction) => changeStatus(token.id, action),
    onSuccess: async (_, { token, action }) => {
      announceSuccess(`API token ${token.name ?? token.id} ${words[action].done}.`)
      onClose()
      if (action === 'delete') onGone?.()
      await queries.invalidateQueries({
        queryKey: apiTokensKey,
        refetchType: action === 'delete' && onGone ? 'none' : 'active',
      })
    },
    onError: async (error, { token }) => {
      const status = problemStatus(error)
      if (status !== 409 && status !== 404) return
      announceFailure(
        status === 404
          ? `API token ${token.name ?? token.id} does not exist any more.`
          : `Nothing was changed: ${errorSentence(error)}`,
      )
      onClose()
      if (status === 404) onGone?.()
      await queries.invalidateQueries({ queryKey: apiTokensKey })
    },
  })
  if (!shown) return null
  const { token, action } = shown
  return (
    <ConfirmDialog
      opened={pending !== undefined}
      title={words[action].title}
      confirmLabel={words[action].label}
      destructive={action !== 'enable'}
      busy={change.isPending}
      problem={change.isError ? errorSentence(change.error) : undefined}
      onConfirm={() => change.mutate(shown)}
      onClose={() => {
        change.reset()
        onClose()
      }}
    >
      <p>
        {words[action].label} <strong>{token.name ?? token.id}</strong> ({token.id})
        {token.account && (
          <>
            {' '}
            of <strong>{token.account.name}</strong> ({token.account.id})
          </>
        )}
        ?
      </p>
      <p>{consequences[action]}</p>
    </ConfirmDialog>
  )
}
