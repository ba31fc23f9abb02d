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
import { DateTime, Missing } from '@/components/date-time'
import { DefaultBadge } from '@/components/default-badge'
import { DetailsFrame, FactList, LoadedDetails } from '@/components/details-frame'
import { EventTable } from '@/components/event-table'
import type { OnView } from '@/components/grid/data-grid'
import { Identity } from '@/components/identity'
import { memberName, type Member } from '@/components/members/requests'
import { Card } from '@/components/page'
import { rememberedSearch } from '@/components/remembered-search'
import { TableCard } from '@/components/table-card'
import type { View } from '@/components/view'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { localeName } from '@/texts/formats'
import { t } from '@/texts/users'
import { t as wizard } from '@/texts/wizard'
import { pageMenuButton } from '@/ui/action-menu'
import { memberQuery } from './requests'
import { removal, UserMenu } from './user-actions'
import { InvitationBadge } from './user-columns'

const EditUserWizard = lazy(() => import('./edit-user-wizard'))

type UserTab = 'general' | 'groups' | 'details' | 'audit'

interface UserPageProps {
  id: string
  tab: UserTab
  onTab: (tab: UserTab) => void
  view: View
  onView: OnView
}

export function UserPage(props: UserPageProps) {
  const accountId = useSession().account?.id ?? ''
  const query = useQuery(memberQuery(accountId, props.id))
  return (
    <LoadedDetails
      query={query}
      title={t('user')}
      wayOut={<AnchorLink to={paths.users}>{t('goToList')}</AnchorLink>}
    >
      {(member) => <Details member={member} accountId={accountId} {...props} />}
    </LoadedDetails>
  )
}

interface DetailsProps extends UserPageProps {
  member: Member
  accountId: string
}

function Details({ member, accountId, tab, onTab, view, onView }: DetailsProps) {
  const [editing, setEditing] = useState(false)
  const [asked, setAsked] = useState<AskedChange>()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const mayEdit = mayUse(useSession(), 'access-management', 'edit')
  const toList = () => void navigate({ to: paths.users, search: rememberedSearch(paths.users) })
  const state = member.invitation?.status
  return (
    <>
      <DetailsFrame
        kicker={t('userWithId', { id: member.id })}
        name={memberName(member)}
        icon={member.icon}
        badge={(state === 'Invited' || state === 'InvitationExpired') && <InvitationBadge status={state} />}
        back={{ to: paths.users, search: rememberedSearch(paths.users), label: t('backToList') }}
        actions={
          mayEdit && (
            <>
              <Button onClick={() => setEditing(true)}>{common('edit')}</Button>
              <UserMenu
                member={member}
                onRemove={() => setAsked(removal(accountId, member))}
                button={pageMenuButton(common('actions'))}
              />
            </>
          )
        }
        facts={[
          { label: common('account'), value: <AccountIdentity account={member.account} /> },
          { label: t('email'), value: member.email ?? <Missing /> },
          { label: t('lastSignIn'), value: <DateTime at={member.lastLoginAt} /> },
        ]}
        tabsLabel={t('tabs')}
        tab={tab}
        onTab={onTab}
        tabs={[
          { id: 'general', label: wizard('general'), content: <GeneralTab member={member} /> },
          { id: 'groups', label: t('groups'), content: <GroupsTab member={member} /> },
          { id: 'details', label: common('details'), content: <EventTable audit={member.audit} /> },
          {
            id: 'audit',
            label: common('auditTrail'),
            content: <AuditGrid view={view} onView={onView} objectId={member.id} />,
          },
        ]}
      />
      <Suspense fallback={null}>
        {editing && (
          <EditUserWizard
            accountId={accountId}
            member={member}
            onClose={() => setEditing(false)}
            onGone={toList}
          />
        )}
      </Suspense>
      <ConfirmChange
        asked={asked}
        onClose={() => setAsked(undefined)}
        onSettled={() => {
          toList()
          void queries.invalidateQueries({ queryKey: queryKeys.members, refetchType: 'none' })
        }}
      />
    </>
  )
}

function GeneralTab({ member }: { member: Member }) {
  const { phone, settings } = member
  const number = [phone?.prefix, phone?.number].filter(Boolean).join(' ')
  return (
    <Card>
      <FactList
        title={t('userDetails')}
        facts={[
          { label: t('firstName'), value: member.firstName ?? <Missing /> },
          { label: t('lastName'), value: member.lastName ?? <Missing /> },
          { label: t('phone'), value: number || <Missing /> },
        ]}
      />
      <FactList
        title={t('preferences')}
        facts={[
          {
            label: t('language'),
            value: settings?.languageCode ? localeName(settings.languageCode) : <Missing />,
          },
          {
            label: t('regional'),
            value: settings?.cultureCode ? localeName(settings.cultureCode) : <Missing />,
          },
        ]}
      />
    </Card>
  )
}

function GroupsTab({ member: { groups = [] } }: { member: Member }) {
  return (
    <TableCard
      label={t('groups')}
      emptyText={t('noGroups')}
      heads={[t('group')]}
      hasLinks
      rows={groups.map(({ id, name, isDefault }) => (
        <Table.Tr key={id}>
          <Table.Td>
            <Identity
              name={name ?? id}
              id={id}
              to={paths.group}
              badge={isDefault && <DefaultBadge size="sm" />}
            />
          </Table.Td>
        </Table.Tr>
      ))}
    />
  )
}
