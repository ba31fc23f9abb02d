import { ActionIcon, Skeleton, Tabs, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { errorSentence, problemStatus, traceIdOf } from '@/api/problem'
import { mayUse, useSession } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { Avatar } from '@/components/avatar'
import { copyText } from '@/components/copy-text'
import { DateTime, Missing } from '@/components/date-time'
import { Identity } from '@/components/identity'
import { Card, DocumentTitle } from '@/components/page'
import { Failure, NoAccess, NotFound } from '@/components/page-state'
import { rememberedSearch } from '@/components/remembered-search'
import { StatusBadge } from '@/components/status-badge'
import { paths } from '@/paths'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { ArrowLeftIcon, ChevronDownIcon, CopyIcon } from '@/ui/icons'
import styles from './api-token-page.module.css'
import { apiTokenQuery, type ApiToken } from './requests'
import { SecretField } from './secret-field'
import { StatusDialog, StatusMenu, type PendingAction } from './status-actions'

export const apiTokenTabs = ['general'] as const
export type ApiTokenTab = (typeof apiTokenTabs)[number]

interface ApiTokenPageProps {
  id: string
  tab: ApiTokenTab
  onTab: (tab: ApiTokenTab) => void
}

export function ApiTokenPage({ id, tab, onTab }: ApiTokenPageProps) {
  const query = useQuery(apiTokenQuery(id))
  const status = problemStatus(query.error)
  if (status === 403) return <NoAccess />
  if (status === 404 || query.data?.status === 'Deleted') {
    return (
      <>
        <DocumentTitle>{common('notFound')}</DocumentTitle>
        <NotFound action={<AnchorLink to={paths.apiTokens}>{t('goToList')}</AnchorLink>} />
      </>
    )
  }
  if (!query.data) {
    if (!query.isError) return <PageLoading />
    return (
      <Failure
        message={errorSentence(query.error)}
        traceId={traceIdOf(query.error)}
        onRetry={() => void query.refetch()}
      />
    )
  }
  return <Details token={query.data} tab={tab} onTab={onTab} />
}

/** The shape of the page, so that it does not jump when the token arrives. */
function PageLoading() {
  return (
    <>
      <DocumentTitle>{t('apiToken')}</DocumentTitle>
      <p className="visually-hidden" role="status">
        {common('loading')}
      </p>
      <div className={styles.header} aria-hidden="true">
        <Skeleton circle height={38} />
        <div className={styles.heading}>
          <Skeleton height={11} width={150} />
          <Skeleton height={18} width={220} mt={8} />
        </div>
      </div>
      <div className={styles.content} aria-hidden="true">
        <Skeleton height={98} radius="lg" />
        <Skeleton height={52} radius="lg" />
        <Skeleton height={230} radius="lg" />
      </div>
    </>
  )
}

function Details({ token, tab, onTab }: { token: ApiToken } & Omit<ApiTokenPageProps, 'id'>) {
  const [pending, setPending] = useState<PendingAction>()
  const navigate = useNavigate()
  const name = token.name ?? token.id
  const mayEdit = mayUse(useSession(), 'access-management', 'edit')
  return (
    <>
      <DocumentTitle>{name}</DocumentTitle>
      <div className={styles.header}>
        <Link
          to={paths.apiTokens}
          search={rememberedSearch(paths.apiTokens)}
          className={styles.back}
          aria-label={t('backToList')}
        >
          <ArrowLeftIcon />
        </Link>
        <Avatar name={name} icon={token.icon} size={38} anchor />
        <div className={styles.heading}>
          <Text size="xs" c="dimmed">
            {t('apiTokenWithId', { id: token.id })}
          </Text>
          <div className={styles.headingLine}>
            <Title order={1} size="h4" className={styles.name} title={name}>
              {name}
            </Title>
            {token.status && <StatusBadge status={token.status} />}
          </div>
        </div>
        {mayEdit && (
          <StatusMenu
            token={token}
            onAction={(action) => setPending({ token, action })}
            button={{ variant: 'light', size: 36, label: t('actions'), icon: <ChevronDownIcon /> }}
          />
        )}
      </div>
      <div className={styles.content}>
        <Card label={t('summary')}>
          <dl className={styles.facts}>
            <div>
              <dt>{common('account')}</dt>
              <dd>
                {token.account ? (
                  <Identity
                    name={token.account.name}
                    id={token.account.id}
                    icon={token.account.icon}
                    badge={token.account.status && <StatusBadge status={token.account.status} />}
                  />
                ) : (
                  <Missing />
                )}
              </dd>
            </div>
            <div>
              <dt>{t('lastAccess')}</dt>
              <dd>
                <DateTime at={token.lastAccessAt} />
              </dd>
            </div>
          </dl>
        </Card>
        <Tabs
          value={tab}
          onChange={(value) => {
            const chosen = apiTokenTabs.find((known) => known === value)
            if (chosen) onTab(chosen)
          }}
          classNames={{ list: styles.tabs }}
        >
          <Tabs.List aria-label={t('details')}>
            <Tabs.Tab value="general">{t('general')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="general" mt="md">
            <GeneralTab token={token} />
          </Tabs.Panel>
        </Tabs>
      </div>
      <StatusDialog
        pending={pending}
        onClose={() => setPending(undefined)}
        onGone={() => void navigate({ to: paths.apiTokens, search: rememberedSearch(paths.apiTokens) })}
      />
    </>
  )
}

function GeneralTab({ token }: { token: ApiToken }) {
  const { apiBaseUrl } = useSession()
  const copyEndpoint = async () => {
    if (await copyText(apiBaseUrl)) announceSuccess(t('endpointCopied'))
    else announceFailure(t('endpointNotCopied'))
  }
  return (
    <Card>
      <dl className={styles.fields}>
        <div>
          <dt>{common('description')}</dt>
          <dd className={styles.description}>{token.description ?? <Missing />}</dd>
        </div>
        <div>
          <dt>{t('endpoint')}</dt>
          <dd className={styles.value}>
            <span className={styles.address}>{apiBaseUrl}</span>
            <ActionIcon variant="subtle" aria-label={t('copyEndpoint')} onClick={() => void copyEndpoint()}>
              <CopyIcon />
            </ActionIcon>
          </dd>
        </div>
        <SecretField key={token.id} id={token.id} />
      </dl>
    </Card>
  )
}
