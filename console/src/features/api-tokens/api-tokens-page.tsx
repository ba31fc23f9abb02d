import { lazy, Suspense, useMemo, useState } from 'react'
import { mayUse, useSession } from '@/api/session'
import { AddButton } from '@/components/add-button'
import type { OnView } from '@/components/grid/data-grid'
import { GridList, type ListSource } from '@/components/grid/grid-list'
import { useSelection } from '@/components/grid/selection'
import { Page } from '@/components/page'
import { PageState } from '@/components/page-state'
import { ownTokens, withoutDeleted } from '@/components/token-properties'
import type { View } from '@/components/view'
import { draftOwner, keptDraft } from '@/components/wizard/draft'
import { t } from '@/texts/api-tokens'
import { t as changes } from '@/texts/token-changes'
import { BulkButtons } from './bulk-buttons'
import { apiTokenListQuery, draftKind, readAllApiTokens, type ApiToken } from './requests'
import { StatusDialog, type PendingAction } from './status-actions'
import { moreProperties, nameOf, tokenColumns } from './token-columns'

const AddApiTokenWizard = lazy(() => import('./add-api-token-wizard'))
const EditApiTokenWizard = lazy(() => import('./edit-api-token-wizard'))

interface ApiTokensPageProps {
  view: View
  onView: OnView
  /** `all` is the list of Operations, of all accounts (C-034). */
  scope?: 'own' | 'all'
}

export function ApiTokensPage({ view, onView, scope = 'own' }: ApiTokensPageProps) {
  const session = useSession()
  const acrossAccounts = scope === 'all'
  const mayEdit = mayUse(
    session,
    acrossAccounts ? 'platform-account-management' : 'access-management',
    'edit',
  )
  const mayAdd = mayEdit && !acrossAccounts
  // A draft that the end of a session interrupted goes on where it was.
  const [adding, setAdding] = useState(
    () => mayAdd && keptDraft(draftOwner(session), draftKind) !== undefined,
  )
  const [editing, setEditing] = useState<ApiToken>()
  const [pending, setPending] = useState<PendingAction>()
  const selection = useSelection<ApiToken>()
  const columns = useMemo(
    () =>
      tokenColumns({
        acrossAccounts,
        onAction: mayEdit
          ? (token, action) => (action === 'edit' ? setEditing(token) : setPending({ token, action }))
          : undefined,
      }),
    [acrossAccounts, mayEdit],
  )
  const source: ListSource<ApiToken> = {
    searched: ['name', 'id'],
    more: moreProperties(),
    order: '-audit.created.at',
    always: acrossAccounts ? withoutDeleted : ownTokens(session),
    page: apiTokenListQuery,
    all: readAllApiTokens,
  }
  const addButton = mayAdd && <AddButton onClick={() => setAdding(true)} />
  return (
    <Page title={acrossAccounts ? changes('allAccountsTitle') : t('title')} actions={addButton}>
      <GridList
        label={acrossAccounts ? changes('allAccountsTitle') : t('title')}
        columns={columns}
        source={source}
        view={view}
        onView={onView}
        nameOf={nameOf}
        selection={mayEdit ? selection : undefined}
        bulkActions={<BulkButtons tokens={selection.rows} onEnded={selection.clear} />}
        empty={
          acrossAccounts ? (
            <PageState title={changes('allAccountsEmptyTitle')}>{changes('allAccountsEmptyText')}</PageState>
          ) : (
            <PageState title={t('emptyTitle')} action={addButton}>
              {mayEdit ? t('emptyText') : t('emptyReader')}
            </PageState>
          )
        }
      />
      <Suspense fallback={null}>
        {adding && <AddApiTokenWizard onClose={() => setAdding(false)} />}
        {editing && (
          <EditApiTokenWizard token={editing} onClose={() => setEditing(undefined)} onGone={() => {}} />
        )}
      </Suspense>
      <StatusDialog pending={pending} onClose={() => setPending(undefined)} />
    </Page>
  )
}
