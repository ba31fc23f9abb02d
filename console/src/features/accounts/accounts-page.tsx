import { useMemo } from 'react'
import { accountTypeText } from '@/components/account-type'
import { DateTime, Missing } from '@/components/date-time'
import type { GridColumn } from '@/components/grid/column'
import type { OnView } from '@/components/grid/data-grid'
import { GridList } from '@/components/grid/grid-list'
import { Identity } from '@/components/identity'
import { Page } from '@/components/page'
import { PageState } from '@/components/page-state'
import { statusText, StatusBadge } from '@/components/status-badge'
import type { View } from '@/components/view'
import { t } from '@/texts/accounts'
import { common } from '@/texts/common'
import { accountListQuery, readAllAccounts, type Account } from './requests'

/** All accounts of the platform, for Operations. */
export function AccountsPage({ view, onView }: { view: View; onView: OnView }) {
  const columns = useMemo(() => accountColumns(), [])
  return (
    <Page title={t('listTitle')}>
      <GridList
        label={t('listTitle')}
        columns={columns}
        source={{
          searched: ['name', 'id'],
          order: 'name',
          page: accountListQuery,
          all: readAllAccounts,
        }}
        view={view}
        onView={onView}
        nameOf={nameOf}
        empty={<PageState title={t('emptyTitle')}>{t('emptyText')}</PageState>}
      />
    </Page>
  )
}

function nameOf({ id, name }: Account): string {
  return name ?? id
}

function accountColumns(): GridColumn<Account>[] {
  return [
    {
      id: 'account',
      header: t('account'),
      locked: true,
      width: 220,
      properties: [
        { id: 'name', label: common('name'), type: 'text', path: 'name', required: true },
        { id: 'id', label: t('id'), type: 'text', path: 'id', required: true },
      ],
      cell: (account) => <Identity name={nameOf(account)} id={account.id} icon={account.icon} anchor />,
      csv: [
        { title: t('id'), text: ({ id }) => id },
        { title: common('name'), text: ({ name }) => name },
      ],
    },
    {
      id: 'type',
      header: t('type'),
      properties: [
        {
          id: 'type',
          label: t('type'),
          type: 'choice',
          path: 'type',
          choices: (['Vendor', 'Client', 'Operations'] as const).map((value) => ({
            value,
            label: accountTypeText(value),
          })),
        },
      ],
      cell: ({ type }) => (type ? accountTypeText(type) : <Missing />),
      csv: [{ title: t('type'), text: ({ type }) => type }],
    },
    {
      id: 'external-id',
      header: t('externalId'),
      properties: [{ id: 'external-id', label: t('externalId'), type: 'text', path: 'externalId' }],
      cell: ({ externalId }) => externalId ?? <Missing />,
      csv: [{ title: t('externalId'), text: ({ externalId }) => externalId }],
    },
    {
      id: 'created',
      header: common('createdAt'),
      width: 124,
      properties: [
        { id: 'created', label: common('createdAt'), type: 'date', path: 'audit.created.at', required: true },
      ],
      cell: ({ audit }) => <DateTime at={audit?.created?.at} />,
      csv: [{ title: common('createdAt'), text: ({ audit }) => audit?.created?.at }],
    },
    {
      id: 'status',
      header: common('status'),
      width: 124,
      properties: [
        {
          id: 'status',
          label: common('status'),
          type: 'choice',
          path: 'status',
          choices: ['Enabled', 'Active', 'Disabled'].map((value) => ({ value, label: statusText(value) })),
        },
      ],
      cell: ({ status }) => (status ? <StatusBadge status={status} /> : <Missing />),
      csv: [{ title: common('status'), text: ({ status }) => status }],
    },
  ]
}
