import { Skeleton, Tabs, Text, Title } from '@mantine/core'
import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { errorSentence, problemStatus, traceIdOf } from '@/api/problem'
import { common } from '@/texts/common'
import { ArrowLeftIcon } from '@/ui/icons'
import { Avatar } from './avatar'
import styles from './details-frame.module.css'
import { Card, DocumentTitle } from './page'
import { Failure, NoAccess, NotFound } from './page-state'
import { StatusBadge } from './status-badge'

export interface DetailsTab<Id extends string> {
  id: Id
  label: string
  content: ReactNode
}

interface Fact {
  label: string
  value: ReactNode
}

interface DetailsFrameProps<Tab extends string> {
  /** `API token TKN-6120-3374` */
  kicker: string
  name: string
  icon?: string
  status?: string
  badge?: ReactNode
  back?: { to: LinkProps['to']; search: Record<string, unknown>; label: string }
  actions?: ReactNode
  facts: Fact[]
  tabs: DetailsTab<Tab>[]
  tabsLabel: string
  tab: Tab
  onTab: (tab: Tab) => void
}

/** One object: its head, a card of facts and tabs (C-015). */
export function DetailsFrame<Tab extends string>(props: DetailsFrameProps<Tab>) {
  const { kicker, name, icon, status, badge, back, actions, facts, tabs, tabsLabel, tab, onTab } = props
  return (
    <>
      <DocumentTitle>{name}</DocumentTitle>
      <div className={styles.header}>
        {back && (
          <Link to={back.to} search={back.search as never} className={styles.back} aria-label={back.label}>
            <ArrowLeftIcon />
          </Link>
        )}
        <Avatar name={name} icon={icon} size={38} anchor />
        <div className={styles.heading}>
          <Text size="xs" c="dimmed">
            {kicker}
          </Text>
          <div className={styles.headingLine}>
            <Title order={1} size="h4" className={styles.name} title={name}>
              {name}
            </Title>
            {status && <StatusBadge status={status} />}
            {badge}
          </div>
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </div>
      <div className={styles.content}>
        {facts.length > 0 && (
          <Card label={name}>
            <FactList facts={facts} />
          </Card>
        )}
        <Tabs
          value={tab}
          onChange={(value) => {
            const chosen = tabs.find(({ id }) => id === value)
            if (chosen) onTab(chosen.id)
          }}
          classNames={{ list: styles.tabs }}
          keepMounted={false}
        >
          <Tabs.List aria-label={tabsLabel}>
            {tabs.map(({ id, label }) => (
              <Tabs.Tab key={id} value={id}>
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {tabs.map(({ id, content }) => (
            <Tabs.Panel key={id} value={id} mt="md">
              {content}
            </Tabs.Panel>
          ))}
        </Tabs>
      </div>
    </>
  )
}

/** Labels with values, side by side, under a title where there are several. */
export function FactList({ title, facts }: { title?: string; facts: Fact[] }) {
  return (
    <>
      {title && (
        <Title order={2} size="h5" className={styles.factsTitle}>
          {title}
        </Title>
      )}
      <dl className={styles.facts}>
        {facts.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  )
}

interface DetailsQuery<Data> {
  data: Data | undefined
  error: unknown
  isError: boolean
  refetch: () => unknown
}

interface LoadedDetailsProps<Data> {
  query: DetailsQuery<Data>
  /** The title of the browser tab while it loads. */
  title: string
  /** Whether it counts as not found. */
  isGone?: (data: Data) => boolean
  /** A link away from a page that was not found. */
  wayOut: ReactNode
  children: (data: Data) => ReactNode
}

/** What is shown in place of the details while they load, and when they cannot be shown (C-058). */
export function LoadedDetails<Data>({ query, title, isGone, wayOut, children }: LoadedDetailsProps<Data>) {
  const status = problemStatus(query.error)
  if (status === 403) return <NoAccess />
  if (status === 404 || (query.data && isGone?.(query.data))) {
    return (
      <>
        <DocumentTitle>{common('notFound')}</DocumentTitle>
        <NotFound action={wayOut} />
      </>
    )
  }
  if (query.data) return children(query.data)
  if (!query.isError) return <DetailsLoading title={title} />
  return (
    <Failure
      message={errorSentence(query.error)}
      traceId={traceIdOf(query.error)}
      onRetry={() => void query.refetch()}
    />
  )
}

/** The shape of the page, so that it does not jump when the object arrives. */
function DetailsLoading({ title }: { title: string }) {
  return (
    <>
      <DocumentTitle>{title}</DocumentTitle>
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
