import { Button, Table } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'
import { queryKeys } from '@/api/query-keys'
import { mayUse, useSession } from '@/api/session'
import { AccountIdentity } from '@/components/account-identity'
import { AnchorLink } from '@/components/anchor-link'
import { AuditGrid } from '@/components/audit/audit-grid'
import { ConfirmChange, type AskedChange } from '@/components/confirm-change'
import { Missing } from '@/components/date-time'
import { DefaultBadge } from '@/components/default-badge'
import { DetailsFrame, LoadedDetails } from '@/components/details-frame'
import styles from '@/components/details-frame.module.css'
import { EventTable } from '@/components/event-table'
import type { OnView } from '@/components/grid/data-grid'
import { Identity } from '@/components/identity'
import { memberName } from '@/components/members/requests'
import { ModuleChips, ModuleTable } from '@/components/module-table'
import { Card } from '@/components/page'
import { rememberedSearch } from '@/components/remembered-search'
import { NameCell, TableCard } from '@/components/table-card'
import type { View } from '@/components/view'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/groups'
import { t as wizard } from '@/texts/wizard'
import { pageMenuButton } from '@/ui/action-menu'
import { deletion, GroupMenu, groupName } from './group-actions'
import { groupQuery, type Group } from './requests'

const EditGroupWizard = lazy(() => import('./edit-group-wizard'))

type GroupTab = 'general' | 'modules' | 'users' | 'details' | 'audit'

interface GroupPageProps {
  id: string
  tab: GroupTab
  onTab: (tab: GroupTab) => void
  view: View
  onView: OnView
}

export function GroupPage(props: GroupPageProps) {
  const query = useQuery(groupQuery(props.id))
  return (
    <LoadedDetails
      query={query}
      title={t('group')}
      wayOut={<AnchorLink to={paths.groups}>{t('goToList')}</AnchorLink>}
    >
      {(group) => <Details group={group} {...props} />}
    </LoadedDetails>
  )
}

function Details({ group, tab, onTab, view, onView }: { group: Group } & GroupPageProps) {
  const [editing, setEditing] = useState(false)
  const [asked, setAsked] = useState<AskedChange>()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayEdit = mayUse(useSession(), 'access-management', 'edit')
  const toList = () => void navigate({ to: paths.groups, search: rememberedSearch(paths.groups) })
  return (
    <>
      <DetailsFrame
        kicker={t('groupWithId', { id: group.id })}
        name={groupName(group)}
        icon={group.logo}
        badge={group.isDefault && <DefaultBadge />}
        back={{ to: paths.groups, search: rememberedSearch(paths.groups), label: t('backToList') }}
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setEditing(true)}>{common('edit')}</Button>
              <GroupMenu
                group={group}
                onDelete={() => setAsked(deletion(group))}
                button={pageMenuButton(common('actions'))}
              />
            </>
          )
        }
        facts={[{ label: common('account'), value: <AccountIdentity account={group.account} /> }]}
        tabsLabel={t('tabs')}
        tab={tab}
        onTab={onTab}
        tabs={[
          {
            id: 'general',
            label: wizard('general'),
            content: (
              <Card>
                <dl className={styles.fields}>
                  <div>
                    <dt>{common('description')}</dt>
                    <dd className={styles.description}>{group.description ?? <Missing />}</dd>
                  </div>
                  <div>
                    <dt>{common('modules')}</dt>
                    <dd>
                      <ModuleChips modules={group.modules ?? []} />
                    </dd>
                  </div>
                </dl>
              </Card>
            ),
          },
          {
            id: 'modules',
            label: common('modules'),
            content: <ModuleTable modules={group.modules ?? []} empty={t('noModules')} />,
          },
          { id: 'users', label: t('users'), content: <GroupUsers group={group} /> },
          { id: 'details', label: common('details'), content: <EventTable audit={group.audit} /> },
          {
            id: 'audit',
            label: common('auditTrail'),
            content: <AuditGrid view={view} onView={onView} objectId={group.id} />,
          },
        ]}
      />
      <Suspense fallback={null}>
        {editing && <EditGroupWizard group={group} onClose={() => setEditing(false)} onGone={toList} />}
      </Suspense>
      <ConfirmChange
        asked={asked}
        onClose={() => setAsked(undefined)}
        onSettled={() => {
          toList()
          void queries.invalidateQueries({ queryKey: queryKeys.groups, refetchType: 'none' })
        }}
      />
    </>
  )
}

function GroupUsers({ group: { users = [] } }: { group: Group }) {
  return (
    <TableCard
      label={t('users')}
      emptyText={t('noUsers')}
      heads={[common('name'), common('email')]}
      hasLinks
      rows={users.map((user) => (
        <Table.Tr key={user.id}>
          <NameCell>
            <Identity name={memberName(user)} id={user.id} icon={user.icon} to={paths.user} />
          </NameCell>
          <Table.Td>{user.email ?? <Missing />}</Table.Td>
        </Table.Tr>
      ))}
    />
  )
}
