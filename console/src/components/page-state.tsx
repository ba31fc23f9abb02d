import { Alert, Button, Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { AnchorLink } from './anchor-link'
import styles from './page-state.module.css'

interface PageStateProps {
  title: string
  children: ReactNode
  action?: ReactNode
  /** Level 1 when it is the whole page. */
  order?: 1 | 2
}

/** A calm message in the place of content. */
export function PageState({ title, children, action, order = 2 }: PageStateProps) {
  return (
    <div className={styles.state}>
      <svg width="84" height="52" viewBox="0 0 84 52" aria-hidden="true" focusable="false">
        <circle cx="26" cy="26" r="20" className={styles.pale} />
        <circle cx="58" cy="26" r="20" className={styles.open} strokeDasharray="5 5" />
        <circle cx="42" cy="26" r="20" className={styles.disc} />
        <path d="M36 26h12" className={styles.bar} strokeLinecap="round" />
      </svg>
      <Title order={order} size="h3">
        {title}
      </Title>
      <Text c="dimmed" ta="center" maw={440}>
        {children}
      </Text>
      {action}
    </div>
  )
}

interface FailureProps {
  message: string
  traceId?: string
  onRetry: () => void
}

/** What could not be loaded, and the way to try again. */
export function Failure({ message, traceId, onRetry }: FailureProps) {
  return (
    <Alert color="brick" title={common('loadFailed')} role="alert" m="md">
      <Stack gap="sm">
        <Text size="sm">{message}</Text>
        {traceId && (
          <Text size="xs" className={styles.trace}>
            {common('reference', { id: traceId })}
          </Text>
        )}
        <Group>
          <Button size="xs" onClick={onRetry}>
            {common('tryAgain')}
          </Button>
        </Group>
      </Stack>
    </Alert>
  )
}

/** Why the page is not for the person, and the ways out. */
export function NoAccess() {
  return (
    <PageState
      order={1}
      title={common('noAccessTitle')}
      action={
        <Group gap="lg" justify="center">
          <AnchorLink to={paths.home}>{common('goHome')}</AnchorLink>
          <AnchorLink to={paths.profile}>{common('goToProfile')}</AnchorLink>
        </Group>
      }
    >
      {common('noAccessText')}
    </PageState>
  )
}

export function NotFound({ action }: { action?: ReactNode }) {
  return (
    <PageState order={1} title={common('notFoundTitle')} action={action}>
      {common('notFoundText')}
    </PageState>
  )
}
