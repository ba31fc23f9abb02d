import { useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useMemo, useState } from 'react'
import { queryKeys } from '@/api/query-keys'
import { mayUse, useSession } from '@/api/session'
import { AddButton } from '@/components/add-button'
import { ConfirmChange, type AskedChange } from '@/components/confirm-change'
import type { OnView } from '@/components/grid/data-grid'
import { GridList } from '@/components/grid/grid-list'
import { memberName, type Member } from '@/components/members/requests'
import { Page } from '@/components/page'
import { PageState } from '@/components/page-state'
import type { View } from '@/components/view'
import { draftOwner, keptDraft } from '@/components/wizard/draft'
import { t } from '@/texts/users'
import { draftKind, memberListQuery, readAllMembers } from './requests'
import { removal } from './user-actions'
import { userColumns } from './user-columns'

const AddUserWizard = lazy(() => import('./add-user-wizard'))
const EditUserWizard = lazy(() => import('./edit-user-wizard'))

export function UsersPage({ view, onView }: { view: View; onView: OnView }) {
  const session = useSession()
  const queries = useQueryClient()
  const accountId = session.account?.id ?? ''
  const mayEdit = mayUse(session, 'access-management', 'edit')
  const [adding, setAdding] = useState(
    () => mayEdit && keptDraft(draftOwner(session), draftKind) !== undefined,
  )
  const [editing, setEditing] = useState<Member>()
  const [asked, setAsked] = useState<AskedChange>()
  const columns = useMemo(
    () =>
      userColumns(
        mayEdit
          ? { onEdit: setEditing, onRemove: (member: Member) => setAsked(removal(accountId, member)) }
          : undefined,
      ),
    [accountId, mayEdit],
  )
  const addButton = mayEdit && <AddButton onClick={() => setAdding(true)} />
  return (
    <Page title={t('title')} actions={addButton}>
      <GridList
        label={t('title')}
        columns={columns}
        source={{
          searched: ['name', 'id', 'email'],
          more: [{ id: 'invited', label: t('invitedAt'), type: 'date', path: 'audit.invited.at' }],
          order: 'name',
          page: memberListQuery(accountId),
          all: readAllMembers(accountId),
        }}
        view={view}
        onView={onView}
        nameOf={memberName}
        empty={
          <PageState title={t('emptyTitle')} action={addButton}>
            {t('emptyText')}
          </PageState>
        }
      />
      <Suspense fallback={null}>
        {adding && <AddUserWizard onClose={() => setAdding(false)} />}
        {editing && (
          <EditUserWizard
            accountId={accountId}
            member={editing}
            onClose={() => setEditing(undefined)}
            onGone={() => {}}
          />
        )}
      </Suspense>
      <ConfirmChange
        asked={asked}
        onClose={() => setAsked(undefined)}
        onSettled={() => void queries.invalidateQueries({ queryKey: queryKeys.members })}
      />
    </Page>
  )
}
