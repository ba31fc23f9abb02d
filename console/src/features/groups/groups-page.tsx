import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { queryKeys } from '@/api/query-keys'
import { mayUse, useSession } from '@/api/session'
import { moduleName } from '@/components/choice/modules'
import { AddButton } from '@/components/add-button'
import { ConfirmChange, type AskedChange } from '@/components/confirm-change'
import { Missing } from '@/components/date-time'
import { DefaultBadge } from '@/components/default-badge'
import { actionsColumn, type GridColumn } from '@/components/grid/column'
import type { OnView } from '@/components/grid/data-grid'
import { GridList } from '@/components/grid/grid-list'
import { Identity } from '@/components/identity'
import { memberName } from '@/components/members/requests'
import { ModulesCell } from '@/components/modules-cell'
import { Page } from '@/components/page'
import { PageState } from '@/components/page-state'
import type { View } from '@/components/view'
import { draftOwner, keptDraft } from '@/components/wizard/draft'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/groups'
import { rowMenuButton } from '@/ui/action-menu'
import { deletion, GroupMenu, groupName } from './group-actions'
import { draftKind, groupListQuery, readAllGroups, type Group } from './requests'

const AddGroupWizard = lazy(() => import('./add-group-wizard'))
const EditGroupWizard = lazy(() => import('./edit-group-wizard'))

export function GroupsPage({ view, onView }: { view: View; onView: OnView }) {
  const session = useSession()
  const queries = useQueryClient()
  const mayEdit = mayUse(session, 'access-management', 'edit')
  const [adding, setAdding] = useState(
    () => mayEdit && keptDraft(draftOwner(session), draftKind) !== undefined,
  )
  const [editing, setEditing] = useState<Group>()
  const [asked, setAsked] = useState<AskedChange>()
  const columns = useMemo(
    () =>
      groupColumns(
        mayEdit ? { onEdit: setEditing, onDelete: (group: Group) => setAsked(deletion(group)) } : undefined,
      ),
    [mayEdit],
  )
  const addButton = mayEdit && <AddButton onClick={() => setAdding(true)} />
  return (
    <Page title={t('title')} actions={addButton}>
      <GridList
        label={t('title')}
        columns={columns}
        source={{
          searched: ['name', 'id'],
          more: [
            { id: 'description', label: common('description'), type: 'text', path: 'description' },
            {
              id: 'created',
              label: common('createdAt'),
              type: 'date',
              path: 'audit.created.at',
              required: true,
            },
          ],
          order: '-isDefault,name',
          always: () => [`eq(account.id,"${session.account?.id}")`],
          page: groupListQuery,
          all: readAllGroups,
        }}
        view={view}
        onView={onView}
        nameOf={groupName}
        empty={
          <PageState title={t('emptyTitle')} action={addButton}>
            {t('emptyText')}
          </PageState>
        }
      />
      <Suspense fallback={null}>
        {adding && <AddGroupWizard onClose={() => setAdding(false)} />}
        {editing && (
          <EditGroupWizard group={editing} onClose={() => setEditing(undefined)} onGone={() => {}} />
        )}
      </Suspense>
      <ConfirmChange
        asked={asked}
        onClose={() => setAsked(undefined)}
        onSettled={() => void queries.invalidateQueries({ queryKey: queryKeys.groups })}
      />
    </Page>
  )
}

interface GroupActions {
  onEdit: (group: Group) => void
  onDelete: (group: Group) => void
}

function groupColumns(actions: GroupActions | undefined): GridColumn<Group>[] {
  const columns: GridColumn<Group>[] = [
    {
      id: 'group',
      header: t('group'),
      locked: true,
      width: 220,
      properties: [
        { id: 'name', label: t('groupName'), type: 'text', path: 'name', required: true },
        { id: 'id', label: t('groupId'), type: 'text', path: 'id', required: true },
        {
          id: 'default',
          label: t('isDefault'),
          type: 'choice',
          path: 'isDefault',
          choices: [
            { value: 'true', label: t('yes') },
            { value: 'false', label: t('no') },
          ],
        },
      ],
      cell: (group) => (
        <Identity
          name={groupName(group)}
          id={group.id}
          icon={group.logo}
          anchor
          to={paths.group}
          badge={group.isDefault && <DefaultBadge size="sm" />}
        />
      ),
      csv: [
        { title: t('groupId'), text: ({ id }) => id },
        { title: t('groupName'), text: ({ name }) => name },
        { title: common('description'), text: ({ description }) => description },
      ],
    },
    {
      id: 'modules',
      header: common('modules'),
      width: 190,
      properties: [{ id: 'module', label: common('modules'), type: 'text', path: 'name', within: 'modules' }],
      cell: ({ isDefault, modules }) => (isDefault ? t('allModules') : <ModulesCell modules={modules} />),
      csv: [
        {
          title: common('modules'),
          text: ({ modules = [] }) => modules.map(moduleName).join(', '),
        },
      ],
    },
    {
      id: 'users',
      header: t('users'),
      width: 170,
      properties: [
        { id: 'user', label: t('userEmail'), type: 'text', path: 'email', within: 'users' },
        { id: 'user-id', label: t('userId'), type: 'text', path: 'id', within: 'users', required: true },
      ],
      cell: ({ users = [] }) => {
        const [first] = users
        if (!first) return <Missing />
        if (users.length === 1) return <Identity name={memberName(first)} id={first.id} icon={first.icon} />
        return <Identity name={t('userCount', { count: users.length })} avatarText={`+${users.length}`} />
      },
      csv: [{ title: t('users'), text: ({ users = [] }) => users.map(memberName).join(', ') }],
    },
  ]
  if (!actions) return columns
  columns.push({
    id: actionsColumn,
    header: common('actions'),
    locked: true,
    cell: (group) => (
      <GroupMenu
        group={group}
        onEdit={() => actions.onEdit(group)}
        onDelete={() => actions.onDelete(group)}
        button={rowMenuButton(common('actionsFor', { name: groupName(group) }))}
      />
    ),
  })
  return columns
}
