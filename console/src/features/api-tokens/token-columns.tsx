import { moduleName } from '@/components/choice/modules'
import { DateTime, Missing } from '@/components/date-time'
import { actionsColumn, type GridColumn } from '@/components/grid/column'
import type { Property } from '@/components/grid/property'
import { Identity } from '@/components/identity'
import { ModulesCell } from '@/components/modules-cell'
import { StatusBadge } from '@/components/status-badge'
import { tokenProperties } from '@/components/token-properties'
import { paths } from '@/paths'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { t as changes } from '@/texts/token-changes'
import { rowMenuButton } from '@/ui/action-menu'
import type { ApiToken } from './requests'
import { TokenMenu, type TokenAction } from './status-actions'

interface ColumnOptions {
  /** The list holds tokens of more than one account (C-034). */
  acrossAccounts: boolean
  onAction?: (token: ApiToken, action: TokenAction) => void
}

/** The columns of a list of tokens (C-030). */
export function tokenColumns({ acrossAccounts, onAction }: ColumnOptions): GridColumn<ApiToken>[] {
  const properties = tokenProperties()
  const columns: GridColumn<ApiToken>[] = [
    {
      id: 'token',
      header: t('apiToken'),
      locked: true,
      width: 160,
      properties: [properties.name, properties.id],
      cell: (token) => (
        <Identity name={nameOf(token)} id={token.id} icon={token.icon} anchor to={paths.apiToken} />
      ),
      csv: [
        { title: changes('tokenId'), text: ({ id }) => id },
        { title: common('name'), text: ({ name }) => name },
        { title: common('description'), text: ({ description }) => description },
      ],
    },
    ...(acrossAccounts ? [accountColumn()] : []),
    {
      id: 'modules',
      header: common('modules'),
      width: 140,
      properties: [properties.module, properties.moduleId],
      cell: (token) => <ModulesCell modules={token.modules} />,
      csv: [{ title: common('modules'), text: ({ modules = [] }) => modules.map(moduleName).join(', ') }],
    },
    {
      id: 'created-by',
      header: t('createdBy'),
      width: 130,
      properties: [properties.creator, properties.creatorId],
      cell: ({ audit }) => {
        const by = audit?.created?.by
        return by ? <Identity name={by.name} id={by.id} icon={by.icon} /> : <Missing />
      },
      csv: [{ title: changes('createdByName'), text: ({ audit }) => audit?.created?.by?.name }],
    },
    {
      id: 'created',
      header: common('createdAt'),
      width: 106,
      properties: [properties.created],
      cell: ({ audit }) => <DateTime at={audit?.created?.at} />,
      csv: [{ title: common('createdAt'), text: ({ audit }) => audit?.created?.at }],
    },
    {
      id: 'last-access',
      header: t('lastAccess'),
      width: 106,
      properties: [properties.lastAccess],
      cell: ({ lastAccessAt }) => <DateTime at={lastAccessAt} />,
      csv: [{ title: t('lastAccess'), text: ({ lastAccessAt }) => lastAccessAt }],
    },
    {
      id: 'status',
      header: common('status'),
      width: 106,
      properties: [
        {
          ...properties.status,
          choices: properties.status.choices.filter(({ value }) => acrossAccounts || value !== 'Deleted'),
        },
      ],
      cell: ({ status }) => (status ? <StatusBadge status={status} /> : <Missing />),
      csv: [{ title: common('status'), text: ({ status }) => status }],
    },
  ]
  if (!onAction) return columns
  columns.push({
    id: actionsColumn,
    header: common('actions'),
    locked: true,
    cell: (token) => (
      <TokenMenu
        token={token}
        onAction={(action) => onAction(token, action)}
        button={rowMenuButton(common('actionsFor', { name: nameOf(token) }))}
      />
    ),
  })
  return columns
}

function accountColumn(): GridColumn<ApiToken> {
  const { account, accountId } = tokenProperties()
  return {
    id: 'account',
    header: common('account'),
    width: 150,
    properties: [account, accountId],
    cell: ({ account }) =>
      account ? <Identity name={account.name} id={account.id} icon={account.icon} /> : <Missing />,
    csv: [
      { title: changes('accountName'), text: ({ account }) => account?.name },
      { title: changes('accountId'), text: ({ account }) => account?.id },
    ],
  }
}

/** What a list of tokens can be sorted and filtered by besides its columns. */
export function moreProperties(): Property[] {
  const { description, updated } = tokenProperties()
  return [description, updated]
}

export function nameOf(token: ApiToken): string {
  return token.name ?? token.id
}
