import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { t } from '@/texts/api-tokens'
import { ActionMenu, type MenuButton } from '@/ui/action-menu'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { apiTokensKey, changeStatus, type ApiToken, type StatusAction } from './requests'

const keys = {
  enable: {
    label: 'enable',
    title: 'enableTitle',
    question: 'enableQuestion',
    ofAccount: 'enableOfAccount',
    consequence: 'enableConsequence',
    done: 'enabled',
  },
  disable: {
    label: 'disable',
    title: 'disableTitle',
    question: 'disableQuestion',
    ofAccount: 'disableOfAccount',
    consequence: 'disableConsequence',
    done: 'disabled',
  },
  delete: {
    label: 'delete',
    title: 'deleteTitle',
    question: 'deleteQuestion',
    ofAccount: 'deleteOfAccount',
    consequence: 'deleteConsequence',
    done: 'deleted',
  },
} as const

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
      <Menu.Item onClick={() => onAction(toggle)}>{t(keys[toggle].label)}</Menu.Item>
      <Menu.Divider />
      <Menu.Item color="brick" onClick={() => onAction('delete')}>
        {t('delete')}
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
      announceSuccess(t(keys[action].done, { name: token.name ?? token.id }))
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
          ? t('gone', { name: token.name ?? token.id })
          : t('unchanged', { reason: errorSentence(error) }),
      )
      onClose()
      if (status === 404) onGone?.()
      await queries.invalidateQueries({ queryKey: apiTokensKey })
    },
  })
  if (!shown) return null
  const { token, action } = shown
  const { account } = token
  const named = { name: <strong>{token.name ?? token.id}</strong>, id: token.id }
  return (
    <ConfirmDialog
      opened={pending !== undefined}
      title={t(keys[action].title)}
      confirmLabel={t(keys[action].label)}
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
        {account
          ? t.rich(keys[action].ofAccount, {
              ...named,
              account: <strong>{account.name}</strong>,
              accountId: account.id,
            })
          : t.rich(keys[action].question, named)}
      </p>
      <p>{t(keys[action].consequence)}</p>
    </ConfirmDialog>
  )
}
