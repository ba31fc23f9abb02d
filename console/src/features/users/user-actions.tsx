import { Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { errorSentence, problemStatus } from '@/api/problem'
import { queryKeys } from '@/api/query-keys'
import { useSession } from '@/api/session'
import type { AskedChange } from '@/components/confirm-change'
import { copyAndAnnounce } from '@/components/copy-button'
import { memberName, type Member } from '@/components/members/requests'
import { common } from '@/texts/common'
import { t } from '@/texts/users'
import { ActionMenu, type MenuButton } from '@/ui/action-menu'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { readMember, removeMember, sendInvitation } from './requests'

interface UserMenuProps {
  member: Member
  button: MenuButton
  /** Absent where there is an Edit button beside the menu. */
  onEdit?: () => void
  onRemove: () => void
}

/** What can be done with a member, by the state of the invitation (C-085). Nobody removes themselves (C-087). */
export function UserMenu({ member, button, onEdit, onRemove }: UserMenuProps) {
  const { user, account } = useSession()
  const queries = useQueryClient()
  const accountId = account?.id ?? ''
  const status = member.invitation?.status
  const isOpen = status === 'Invited'
  const isExpired = status === 'InvitationExpired'
  const isSelf = member.id === user.id
  const name = memberName(member)
  const failed = (error: unknown) =>
    announceFailure(
      problemStatus(error) === 404 ? t('gone', { name }) : t('notSent', { reason: errorSentence(error) }),
    )

  const send = async () => {
    try {
      await sendInvitation(accountId, member)
      announceSuccess(t(isExpired ? 'sentNew' : 'resent', { name }))
    } catch (error) {
      failed(error)
    }
    await queries.invalidateQueries({ queryKey: queryKeys.members })
  }
  const copyLink = async () => {
    try {
      // Read now: the link in the list may have been replaced.
      const { invitation } = await readMember(accountId, member.id)
      if (invitation?.url) await copyAndAnnounce(invitation.url, t('linkCopied'))
      else announceFailure(t('noOpenLink', { name }))
    } catch (error) {
      failed(error)
    }
  }
  if (isSelf && !onEdit) return null
  return (
    <ActionMenu button={button} width={220}>
      {isOpen && <Menu.Item onClick={() => void send()}>{t('resend')}</Menu.Item>}
      {isOpen && <Menu.Item onClick={() => void copyLink()}>{t('copyLink')}</Menu.Item>}
      {isExpired && <Menu.Item onClick={() => void send()}>{t('sendNew')}</Menu.Item>}
      {(isOpen || isExpired) && <Menu.Divider />}
      {onEdit && <Menu.Item onClick={onEdit}>{common('edit')}</Menu.Item>}
      {!isSelf && (
        <Menu.Item color="brick" onClick={onRemove}>
          {t('remove')}
        </Menu.Item>
      )}
    </ActionMenu>
  )
}

/** The question before somebody is removed. */
export function removal(accountId: string, member: Member): AskedChange {
  const name = memberName(member)
  return {
    title: t('removeTitle'),
    confirmLabel: t('remove'),
    destructive: true,
    text: t('removeQuestion', { name, email: member.email ?? member.id }),
    run: () => removeMember(accountId, member.id),
    done: t('removed', { name }),
    gone: t('gone', { name }),
  }
}
