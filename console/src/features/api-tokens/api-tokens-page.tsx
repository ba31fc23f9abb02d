import { Button } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { ColumnDef } from '@tanstack/react-table'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { errorSentence, problemStatus, traceIdOf } from '@/api/problem'
import { mayUse, seesOtherAccounts, useSession } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { DataGrid } from '@/components/data-grid'
import { DateTime, Missing } from '@/components/date-time'
import { Identity } from '@/components/identity'
import { Page } from '@/components/page'
import { Failure, NoAccess, PageState } from '@/components/page-state'
import { StatusBadge } from '@/components/status-badge'
import { clampPage, pageCount, type View } from '@/components/view'
import { paths } from '@/paths'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { DotsIcon } from '@/ui/icons'
import { draftOwner, keptDraft } from './draft'
import { ModulesCell } from './modules-cell'
import { apiTokenListQuery, type ApiToken, type StatusAction } from './requests'
import { StatusDialog, StatusMenu, type PendingAction } from './status-actions'

const AddApiTokenWizard = lazy(() => import('./add-api-token-wizard'))

interface ApiTokensPageProps {
  view: View
  onView: (view: View) => void
}

export function ApiTokensPage({ view, onView }: ApiTokensPageProps) {
  const session = useSession()
  const mayEdit = mayUse(session, 'access-management', 'edit')
  // A draft that the end of a session interrupted goes on where it was.
  const [adding, setAdding] = useState(() => mayEdit && keptDraft(draftOwner(session)) !== undefined)
  const [pending, setPending] = useState<PendingAction>()
  const list = useQuery({ ...apiTokenListQuery(view), placeholderData: keepPreviousData })
  const total = list.data?.total ?? 0

  const lastPage = clampPage(view.page, pageCount(total, view.size))
  const beyondEnd = list.data !== undefined && !list.isPlaceholderData && lastPage !== view.page
  useEffect(() => {
    if (beyondEnd) onView({ ...view, page: lastPage })
  }, [beyondEnd, lastPage, onView, view])

  const acrossAccounts = seesOtherAccounts(session)
  const columns = useMemo(
    () =>
      tokenColumns({
        acrossAccounts,
        onAction: mayEdit ? (token, action) => setPending({ token, action }) : undefined,
      }),
    [acrossAccounts, mayEdit],
  )

  if (problemStatus(list.error) === 403) return <NoAccess />
  const addButton = mayEdit && <Button onClick={() => setAdding(true)}>{common('add')}</Button>
  return (
    <Page title={t('title')} actions={addButton}>
      <DataGrid
        label={t('title')}
        columns={columns}
        rows={beyondEnd ? undefined : list.data?.tokens}
        stale={list.isPlaceholderData}
        total={total}
        view={view}
        onView={onView}
        refreshing={list.isFetching}
        onRefresh={() => void list.refetch()}
        failure={
          list.isError && (
            <Failure
              message={errorSentence(list.error)}
              traceId={traceIdOf(list.error)}
              onRetry={() => void list.refetch()}
            />
          )
        }
        empty={
          <PageState title={t('emptyTitle')} action={addButton}>
            {mayEdit ? t('emptyText') : t('emptyReader')}
          </PageState>
        }
      />
      {adding && (
        <Suspense fallback={null}>
          <AddApiTokenWizard onClose={() => setAdding(false)} />
        </Suspense>
      )}
      <StatusDialog pending={pending} onClose={() => setPending(undefined)} />
    </Page>
  )
}

interface ColumnOptions {
  /** The list holds tokens of more than one account (C-034). */
  acrossAccounts: boolean
  onAction?: (token: ApiToken, action: StatusAction) => void
}

function tokenColumns({ acrossAccounts, onAction }: ColumnOptions): ColumnDef<ApiToken>[] {
  const columns: ColumnDef<ApiToken>[] = [
    {
      id: 'token',
      header: t('apiToken'),
      cell: ({ row: { original: token } }) => (
        <Identity
          name={token.name ?? token.id}
          id={token.id}
          icon={token.icon}
          anchor
          title={
            <AnchorLink to={paths.apiToken} params={{ id: token.id }} c="inherit" fz="inherit" fw={500}>
              {token.name ?? token.id}
            </AnchorLink>
          }
        />
      ),
    },
    {
      id: 'modules',
      header: common('modules'),
      cell: ({ row: { original: token } }) => <ModulesCell modules={token.modules} />,
    },
    {
      id: 'created-by',
      header: t('createdBy'),
      cell: ({ row: { original: token } }) => {
        const by = token.audit?.created?.by
        return by ? <Identity name={by.name} id={by.id} icon={by.icon} /> : <Missing />
      },
    },
    {
      id: 'created',
      header: t('createdAt'),
      cell: ({ row: { original: token } }) => <DateTime at={token.audit?.created?.at} />,
    },
    {
      id: 'last-access',
      header: t('lastAccess'),
      cell: ({ row: { original: token } }) => <DateTime at={token.lastAccessAt} />,
    },
    {
      id: 'status',
      header: common('status'),
      cell: ({ row: { original: token } }) =>
        token.status ? <StatusBadge status={token.status} /> : <Missing />,
    },
  ]
  if (acrossAccounts) {
    columns.splice(1, 0, {
      id: 'account',
      header: common('account'),
      cell: ({ row: { original: token } }) =>
        token.account ? (
          <Identity name={token.account.name} id={token.account.id} icon={token.account.icon} />
        ) : (
          <Missing />
        ),
    })
  }
  if (!onAction) return columns
  columns.push({
    id: 'actions',
    header: t('actions'),
    cell: ({ row: { original: token } }) => (
      <StatusMenu
        token={token}
        onAction={(action) => onAction(token, action)}
        button={{
          variant: 'subtle',
          color: 'gray.9',
          radius: 'xl',
          size: 'lg',
          label: t('actionsFor', { name: token.name ?? token.id }),
          icon: <DotsIcon />,
        }}
      />
    ),
  })
  return columns
}
