import { Menu } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { queryKeys } from '@/api/query-keys'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { ActionMenu, type MenuButton } from '@/ui/action-menu'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { changeStatus, type ApiToken, type StatusAction } from './requests'

export type TokenAction = StatusAction | 'edit'

interface TokenMenuProps {
  token: ApiToken
  onAction: (action: TokenAction) => void
  button: MenuButton
  /** There is an Edit button beside the menu. */
  withoutEdit?: boolean
}

/** The menu of a row and of the details page, by status (C-032). A deleted token has none. */
export function TokenMenu({ token, onAction, button, withoutEdit }: TokenMenuProps) {
  if (token.status === 'Deleted') return null
  const toggle = token.status === 'Active' ? 'disable' : 'enable'
  return (
    <ActionMenu button={button}>
      <Menu.Item onClick={() => onAction(toggle)}>{t(toggle)}</Menu.Item>
      <Menu.Divider />
      {!withoutEdit && <Menu.Item onClick={() => onAction('edit')}>{common('edit')}</Menu.Item>}
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

const words = {
  enable: {
    title: 'enableTitle',
    done: 'enabled',
    consequence: 'enableConsequence',
    question: 'enableQuestion',
    ofAccount: 'enableOfAccount',
  },
  disable: {
    title: 'disableTitle',
    done: 'disabled',
    consequence: 'disableConsequence',
    question: 'disableQuestion',
    ofAccount: 'disableOfAccount',
  },
  delete: {
    title: 'deleteTitle',
    done: 'deleted',
    consequence: 'deleteConsequence',
    question: 'deleteQuestion',
    ofAccount: 'deleteOfAccount',
  },
} as const

interface StatusDialogProps {
  /** What to ask about, while there is something. */
  pending: PendingAction | undefined
  onClose: () => void
  /** The token is gone: deleted now, or found to be deleted. */
  onGone?: () => void
}

/** Asks before a token is enabled, disabled or deleted, does it, and announces the outcome. */
export function StatusDialog({ pending, onClose, onGone }: StatusDialogProps) {
  const queries = useQueryClient()
  // The text stays while the dialog fades out.
  const [shown, setShown] = useState(pending)
  if (pending && pending !== shown) setShown(pending)

  const change = useMutation({
    mutationFn: ({ token, action }: PendingAction) => changeStatus(token.id, action),
    onSuccess: async (_, { token, action }) => {
      announceSuccess(t(words[action].done, { name: token.name ?? token.id }))
      onClose()
      if (action === 'delete') onGone?.()
      await queries.invalidateQueries({
        queryKey: queryKeys.apiTokens,
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
      await queries.invalidateQueries({ queryKey: queryKeys.apiTokens })
    },
  })
  if (!shown) return null
  const { token, action } = shown
  return (
    <ConfirmDialog
      opened={pending !== undefined}
      title={t(words[action].title)}
      confirmLabel={t(action)}
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
        <Question token={token} action={action} />
      </p>
      <p>{t(words[action].consequence)}</p>
    </ConfirmDialog>
  )
}

function Question({ token, action }: PendingAction) {
  const name = <strong>{token.name ?? token.id}</strong>
  if (!token.account) return t.rich(words[action].question, { name, id: token.id })
  return t.rich(words[action].ofAccount, {
    name,
    id: token.id,
    account: <strong>{token.account.name}</strong>,
    accountId: token.account.id,
  })
}
