import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { mayUse, useSession } from '@/api/session'
import { AccountIdentity } from '@/components/account-identity'
import { AnchorLink } from '@/components/anchor-link'
import { AuditGrid } from '@/components/audit/audit-grid'
import { DateTime } from '@/components/date-time'
import { DetailsFrame, LoadedDetails } from '@/components/details-frame'
import { EventTable } from '@/components/event-table'
import type { OnView } from '@/components/grid/data-grid'
import { ModuleTable } from '@/components/module-table'
import { rememberedSearch } from '@/components/remembered-search'
import type { View } from '@/components/view'
import { paths } from '@/paths'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { t as changes } from '@/texts/token-changes'
import { t as wizard } from '@/texts/wizard'
import { pageMenuButton } from '@/ui/action-menu'
import { GeneralTab } from './general-tab'
import { apiTokenQuery, type ApiToken } from './requests'
import { StatusDialog, TokenMenu, type PendingAction } from './status-actions'
import { nameOf } from './token-columns'

const EditApiTokenWizard = lazy(() => import('./edit-api-token-wizard'))

type ApiTokenTab = 'general' | 'modules' | 'details' | 'audit'

interface ApiTokenPageProps {
  id: string
  tab: ApiTokenTab
  onTab: (tab: ApiTokenTab) => void
  /** Of the list on the tab Audit trail. */
  view: View
  onView: OnView
}

export function ApiTokenPage(props: ApiTokenPageProps) {
  const query = useQuery(apiTokenQuery(props.id))
  return (
    <LoadedDetails
      query={query}
      title={t('apiToken')}
      isGone={({ status }) => status === 'Deleted'}
      wayOut={<AnchorLink to={paths.apiTokens}>{t('goToList')}</AnchorLink>}
    >
      {(token) => <Details token={token} {...props} />}
    </LoadedDetails>
  )
}

function Details({ token, tab, onTab, view, onView }: { token: ApiToken } & ApiTokenPageProps) {
  const [pending, setPending] = useState<PendingAction>()
  const [editing, setEditing] = useState(false)
  const navigate = useNavigate()
  const session = useSession()
  const foreign = token.account !== undefined && token.account.id !== session.account?.id
  const mayEdit = mayUse(session, foreign ? 'platform-account-management' : 'access-management', 'edit')
  const list = foreign ? paths.allApiTokens : paths.apiTokens
  const toList = () => void navigate({ to: list, search: rememberedSearch(list) })
  return (
    <>
      <DetailsFrame
        kicker={t('apiTokenWithId', { id: token.id })}
        name={nameOf(token)}
        icon={token.icon}
        status={token.status}
        back={{ to: list, search: rememberedSearch(list), label: t('backToList') }}
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setEditing(true)}>{common('edit')}</Button>
              <TokenMenu
                token={token}
                withoutEdit
                onAction={(action) => action !== 'edit' && setPending({ token, action })}
                button={pageMenuButton(common('actions'))}
              />
            </>
          )
        }
        facts={[
          { label: common('account'), value: <AccountIdentity account={token.account} /> },
          { label: t('lastAccess'), value: <DateTime at={token.lastAccessAt} /> },
        ]}
        tabsLabel={t('details')}
        tab={tab}
        onTab={onTab}
        tabs={[
          { id: 'general', label: wizard('general'), content: <GeneralTab token={token} /> },
          {
            id: 'modules',
            label: common('modules'),
            content: <ModuleTable modules={token.modules ?? []} empty={changes('noModules')} />,
          },
          { id: 'details', label: common('details'), content: <EventTable audit={token.audit} /> },
          {
            id: 'audit',
            label: common('auditTrail'),
            content: <AuditGrid view={view} onView={onView} objectId={token.id} />,
          },
        ]}
      />
      <Suspense fallback={null}>
        {editing && <EditApiTokenWizard token={token} onClose={() => setEditing(false)} onGone={toList} />}
      </Suspense>
      <StatusDialog pending={pending} onClose={() => setPending(undefined)} onGone={toList} />
    </>
  )
}
