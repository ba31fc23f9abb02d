import { Button, Skeleton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useState } from 'react'
import { errorSentence, traceIdOf } from '@/api/problem'
import { mayUse, useSession } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { AuditGrid } from '@/components/audit/audit-grid'
import { assignableModulesQuery } from '@/components/choice/modules'
import { Missing } from '@/components/date-time'
import { DetailsFrame, FactList, LoadedDetails, type DetailsTab } from '@/components/details-frame'
import { EventTable } from '@/components/event-table'
import type { OnView } from '@/components/grid/data-grid'
import { ModuleTable } from '@/components/module-table'
import { Card } from '@/components/page'
import { Failure } from '@/components/page-state'
import type { View } from '@/components/view'
import { paths } from '@/paths'
import { t } from '@/texts/accounts'
import { common } from '@/texts/common'
import { t as wizard } from '@/texts/wizard'
import { accountQuery, addressFields, type Account } from './requests'

const EditAccountWizard = lazy(() => import('./edit-account-wizard'))

type AccountTab = 'general' | 'modules' | 'details' | 'audit'

interface AccountPageProps {
  tab: AccountTab
  onTab: (tab: AccountTab) => void
  view: View
  onView: OnView
}

/** The account that one works in (C-089). */
export function AccountPage(props: AccountPageProps) {
  const id = useSession().account?.id ?? ''
  const query = useQuery(accountQuery(id))
  return (
    <LoadedDetails
      query={query}
      title={t('account')}
      wayOut={<AnchorLink to={paths.home}>{common('goHome')}</AnchorLink>}
    >
      {(account) => <Details account={account} {...props} />}
    </LoadedDetails>
  )
}

function Details({ account, tab, onTab, view, onView }: { account: Account } & AccountPageProps) {
  const session = useSession()
  const [editing, setEditing] = useState(false)
  const mayEdit = mayUse(session, 'account-management', 'edit')
  // Its modules and its records are Access Management's.
  const seesMore = mayUse(session, 'access-management')
  const all: DetailsTab<AccountTab>[] = [
    { id: 'general', label: wizard('general'), content: <GeneralTab account={account} /> },
    { id: 'modules', label: common('modules'), content: <ModulesTab accountId={account.id} /> },
    { id: 'details', label: common('details'), content: <EventTable audit={account.audit} /> },
    {
      id: 'audit',
      label: common('auditTrail'),
      content: <AuditGrid view={view} onView={onView} objectId={account.id} />,
    },
  ]
  const tabs = seesMore ? all : all.filter(({ id }) => id === 'general' || id === 'details')
  return (
    <>
      <DetailsFrame
        kicker={t('accountWithId', { id: account.id })}
        name={account.name ?? account.id}
        icon={account.icon}
        status={account.status}
        actions={mayEdit && <Button onClick={() => setEditing(true)}>{common('edit')}</Button>}
        facts={[]}
        tabsLabel={t('tabs')}
        tab={tabs.some(({ id }) => id === tab) ? tab : 'general'}
        onTab={onTab}
        tabs={tabs}
      />
      <Suspense fallback={null}>
        {editing && <EditAccountWizard account={account} onClose={() => setEditing(false)} />}
      </Suspense>
    </>
  )
}

function GeneralTab({ account }: { account: Account }) {
  const { address = {} } = account
  const text = (value: string | undefined) => value || <Missing />
  return (
    <Card>
      <FactList
        title={t('additional')}
        facts={[
          { label: t('website'), value: text(account.website) },
          { label: t('language'), value: text(account.defaultLanguageCode) },
          { label: common('description'), value: text(account.description) },
          { label: t('supportEmail'), value: text(account.technicalSupportEmail) },
        ]}
      />
      <FactList
        title={t('address')}
        facts={addressFields.map((field) => ({ label: t(field), value: text(address[field]) }))}
      />
    </Card>
  )
}

function ModulesTab({ accountId }: { accountId: string }) {
  const { data, error, refetch } = useQuery(assignableModulesQuery(accountId))
  if (data) return <ModuleTable modules={data} empty={t('noModules')} />
  if (error)
    return (
      <Failure message={errorSentence(error)} traceId={traceIdOf(error)} onRetry={() => void refetch()} />
    )
  return <Skeleton height={230} radius="lg" />
}
