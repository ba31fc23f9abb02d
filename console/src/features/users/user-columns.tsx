import { moduleName } from '@/components/choice/modules'
import { DateTime, Missing } from '@/components/date-time'
import { actionsColumn, type GridColumn } from '@/components/grid/column'
import { Identity } from '@/components/identity'
import { invitationState } from '@/components/members/properties'
import { memberName, type Member } from '@/components/members/requests'
import { ModulesCell } from '@/components/modules-cell'
import badge from '@/components/status-badge.module.css'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/users'
import { rowMenuButton } from '@/ui/action-menu'
import styles from './users.module.css'
import { UserMenu } from './user-actions'

interface UserActions {
  onEdit: (member: Member) => void
  onRemove: (member: Member) => void
}

/** The columns of the users of an account (C-085). */
export function userColumns(actions: UserActions | undefined): GridColumn<Member>[] {
  const columns: GridColumn<Member>[] = [
    {
      id: 'user',
      header: t('user'),
      locked: true,
      width: 150,
      properties: [
        { id: 'name', label: t('userName'), type: 'text', path: 'name' },
        { id: 'id', label: t('userId'), type: 'text', path: 'id', required: true },
      ],
      cell: (member) => (
        <Identity name={memberName(member)} id={member.id} icon={member.icon} anchor to={paths.user} />
      ),
      csv: [
        { title: t('userId'), text: ({ id }) => id },
        { title: t('userName'), text: ({ name }) => name },
      ],
    },
    {
      id: 'email',
      header: t('email'),
      properties: [{ id: 'email', label: t('email'), type: 'text', path: 'email', required: true }],
      cell: ({ email }) => (email ? <span className={styles.email}>{email}</span> : <Missing />),
      csv: [{ title: t('email'), text: ({ email }) => email }],
    },
    {
      id: 'joined',
      header: t('joined'),
      width: 106,
      properties: [
        { id: 'joined', label: t('joinedAt'), type: 'date', path: 'audit.joined.at' },
        invitationState(),
      ],
      cell: (member) => <Joined member={member} />,
      csv: [
        { title: t('invitationStatus'), text: ({ invitation }) => invitation?.status },
        { title: t('joinedAt'), text: ({ audit }) => audit?.joined?.at },
      ],
    },
    {
      id: 'last-sign-in',
      header: t('lastSignIn'),
      width: 106,
      properties: [{ id: 'last-sign-in', label: t('lastSignIn'), type: 'date', path: 'lastLoginAt' }],
      cell: ({ lastLoginAt }) => <DateTime at={lastLoginAt} />,
      csv: [{ title: t('lastSignIn'), text: ({ lastLoginAt }) => lastLoginAt }],
    },
    {
      id: 'group',
      header: t('group'),
      width: 125,
      properties: [{ id: 'group', label: t('group'), type: 'text', path: 'name', within: 'groups' }],
      cell: ({ groups = [] }) => {
        const [first] = groups
        if (!first) return <Missing />
        if (groups.length > 1)
          return (
            <Identity name={t('groupCount', { count: groups.length })} avatarText={`+${groups.length}`} />
          )
        return <Identity name={first.name ?? first.id} id={first.id} />
      },
      csv: [
        {
          title: t('groups'),
          text: ({ groups = [] }) => groups.map(({ id, name }) => name ?? id).join(', '),
        },
      ],
    },
    {
      id: 'modules',
      header: common('modules'),
      width: 125,
      properties: [{ id: 'module', label: t('moduleName'), type: 'text', path: 'name', within: 'modules' }],
      cell: ({ modules }) => <ModulesCell modules={modules} />,
      csv: [{ title: common('modules'), text: ({ modules = [] }) => modules.map(moduleName).join(', ') }],
    },
  ]
  if (!actions) return columns
  columns.push({
    id: actionsColumn,
    header: common('actions'),
    locked: true,
    cell: (member) => (
      <UserMenu
        member={member}
        onEdit={() => actions.onEdit(member)}
        onRemove={() => actions.onRemove(member)}
        button={rowMenuButton(common('actionsFor', { name: memberName(member) }))}
      />
    ),
  })
  return columns
}

/** When somebody joined, or the state of the invitation. */
function Joined({ member: { invitation, audit } }: { member: Member }) {
  if (invitation?.status === 'Invited' || invitation?.status === 'InvitationExpired') {
    return (
      <span className={styles.joined}>
        <InvitationBadge status={invitation.status} />
        <DateTime at={audit?.invited?.at ?? audit?.created?.at} />
      </span>
    )
  }
  return <DateTime at={audit?.joined?.at} />
}

export function InvitationBadge({ status }: { status: 'Invited' | 'InvitationExpired' }) {
  return (
    <span className={badge.badge} data-tone={status === 'Invited' ? 'blue' : 'grey'}>
      {status === 'Invited' ? t('stateInvited') : t('stateExpired')}
    </span>
  )
}
