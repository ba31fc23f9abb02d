import { seesOtherAccounts, type Session } from '@/api/session'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { t as changes } from '@/texts/token-changes'
import type { Property } from './grid/property'
import { statusText } from './status-badge'

/** What tokens are sorted and filtered by, in their list and in links that lead into it. */
export function tokenProperties() {
  return {
    name: { id: 'name', label: common('name'), type: 'text', path: 'name', required: true },
    id: { id: 'id', label: changes('tokenId'), type: 'text', path: 'id', required: true },
    description: {
      id: 'description',
      label: common('description'),
      type: 'text',
      path: 'description',
      unsortable: true,
    },
    account: {
      id: 'account',
      label: changes('accountName'),
      type: 'text',
      path: 'account.name',
      required: true,
    },
    accountId: {
      id: 'account-id',
      label: changes('accountId'),
      type: 'text',
      path: 'account.id',
      required: true,
    },
    module: { id: 'module', label: changes('moduleName'), type: 'text', path: 'name', within: 'modules' },
    moduleId: {
      id: 'module-id',
      label: changes('moduleId'),
      type: 'text',
      path: 'id',
      within: 'modules',
      required: true,
    },
    creator: { id: 'creator', label: changes('createdByName'), type: 'text', path: 'audit.created.by.name' },
    creatorId: { id: 'creator-id', label: changes('createdById'), type: 'text', path: 'audit.created.by.id' },
    created: {
      id: 'created',
      label: common('createdAt'),
      type: 'date',
      path: 'audit.created.at',
      required: true,
    },
    updated: { id: 'updated', label: changes('updatedAt'), type: 'date', path: 'audit.updated.at' },
    lastAccess: { id: 'last-access', label: t('lastAccess'), type: 'date', path: 'lastAccessAt' },
    status: {
      id: 'status',
      label: common('status'),
      type: 'choice',
      path: 'status',
      choices: ['Active', 'Disabled', 'Deleted'].map((value) => ({ value, label: statusText(value) })),
    },
  } as const satisfies Record<string, Property>
}

/**
 * What the list of the own account always asks for: no deleted tokens unless a filter is about the status (C-031), and
 * no other account's (C-034).
 */
export function ownTokens(session: Session): (filtered: (property: string) => boolean) => string[] {
  return (filtered) => [
    ...withoutDeleted(filtered),
    ...(seesOtherAccounts(session) ? [`eq(account.id,"${session.account?.id}")`] : []),
  ]
}

export function withoutDeleted(filtered: (property: string) => boolean): string[] {
  return filtered('status') ? [] : ['ne(status,Deleted)']
}
