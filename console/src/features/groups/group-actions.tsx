import { Menu } from '@mantine/core'
import type { AskedChange } from '@/components/confirm-change'
import { common } from '@/texts/common'
import { t } from '@/texts/groups'
import { ActionMenu, type MenuButton } from '@/ui/action-menu'
import { deleteGroup, type Group } from './requests'

interface GroupMenuProps {
  group: Group
  button: MenuButton
  /** Absent where there is an Edit button beside the menu. */
  onEdit?: () => void
  onDelete: () => void
}

/** The default group cannot be deleted (C-083). */
export function GroupMenu({ group, button, onEdit, onDelete }: GroupMenuProps) {
  if (group.isDefault && !onEdit) return null
  return (
    <ActionMenu button={button}>
      {onEdit && <Menu.Item onClick={onEdit}>{common('edit')}</Menu.Item>}
      {onEdit && !group.isDefault && <Menu.Divider />}
      {!group.isDefault && (
        <Menu.Item color="brick" onClick={onDelete}>
          {t('delete')}
        </Menu.Item>
      )}
    </ActionMenu>
  )
}

export function groupName(group: Group): string {
  return group.name ?? group.id
}

/** The question before a group is deleted; it says so when the group still has users (C-084). */
export function deletion(group: Group): AskedChange {
  const name = groupName(group)
  const count = group.users?.length ?? 0
  return {
    title: t('deleteTitle'),
    confirmLabel: t('delete'),
    destructive: true,
    text: count > 0 ? t('deleteUsersFirst', { name, count }) : t('deleteQuestion', { name, id: group.id }),
    run: () => deleteGroup(group.id),
    done: t('deleted', { name }),
    gone: t('gone', { name }),
  }
}
