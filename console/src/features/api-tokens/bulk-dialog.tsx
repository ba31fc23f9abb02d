import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { statusText } from '@/components/status-badge'
import { common } from '@/texts/common'
import { t } from '@/texts/token-changes'
import { Dialog } from '@/ui/dialog'
import styles from './bulk-dialog.module.css'
import type { ApiToken, StatusAction } from './requests'
import { nameOf } from './token-columns'
import { useBulk, type RowResult } from './use-bulk'

const words = {
  enable: {
    title: 'bulkEnableTitle',
    confirm: 'bulkEnable',
    consequence: 'enableConsequence',
    done: 'bulkEnabled',
  },
  disable: {
    title: 'bulkDisableTitle',
    confirm: 'bulkDisable',
    consequence: 'disableConsequence',
    done: 'bulkDisabled',
  },
  delete: {
    title: 'bulkDeleteTitle',
    confirm: 'bulkDelete',
    consequence: 'deleteConsequence',
    done: 'bulkDeleted',
  },
} as const

interface BulkDialogProps {
  tokens: ApiToken[]
  action: StatusAction
  /** `ran` is false when nothing was sent. */
  onClose: (ran: boolean) => void
}

/** Asks, works through the tokens, and shows the result of each. */
export function BulkDialog({ tokens, action, onClose }: BulkDialogProps) {
  const bulk = useBulk(tokens, action)
  const { title, confirm, consequence } = words[action]
  const count = tokens.length
  const close = () => {
    if (bulk.state !== 'running') onClose(bulk.state === 'ended')
  }
  return (
    <Dialog opened onClose={close} title={t(title, { count })} size={560} closeOnClickOutside={false}>
      <Stack gap="md">
        {bulk.state === 'asking' && <Text size="sm">{t(consequence)}</Text>}
        {bulk.state !== 'asking' && (
          <div>
            <Progress value={(bulk.ended / count) * 100} aria-label={t(title, { count })} />
            <Text size="sm" mt={6} role="status">
              {bulk.state === 'ended'
                ? t('bulkEnded', { succeeded: bulk.succeeded, count, failed: bulk.failed })
                : t('bulkProgress', { done: bulk.ended, count })}
            </Text>
          </div>
        )}
        {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and nothing in it has the focus */}
        <div className={styles.list} role="region" aria-label={t('bulkResult')} tabIndex={0}>
          <ul>
            {tokens.map((token, index) => (
              <li key={token.id}>
                <span className={styles.name}>
                  {nameOf(token)} <span className={styles.id}>{token.id}</span>
                  {token.account && (
                    <span className={styles.id}>
                      {' '}
                      {token.account.name} ({token.account.id})
                    </span>
                  )}
                </span>
                {bulk.state !== 'asking' && (
                  <Result result={bulk.results[index] ?? { kind: 'waiting' }} token={token} action={action} />
                )}
              </li>
            ))}
          </ul>
        </div>
        <Group justify="space-between">
          <Button variant="subtle" onClick={close} disabled={bulk.state === 'running'} data-autofocus>
            {common('close')}
          </Button>
          {bulk.state === 'asking' && (
            <Button color={action === 'enable' ? undefined : 'brick'} onClick={bulk.run}>
              {t(confirm)}
            </Button>
          )}
          {bulk.state === 'running' && (
            <Button variant="light" onClick={bulk.stop}>
              {t('bulkStop')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}

interface ResultProps {
  result: RowResult
  token: ApiToken
  action: StatusAction
}

function Result({ result, token, action }: ResultProps) {
  const bad = result.kind === 'failed' || result.kind === 'gone'
  return (
    <span className={styles.result} data-bad={bad || undefined}>
      {resultText(result, token, action)}
    </span>
  )
}

function resultText(result: RowResult, token: ApiToken, action: StatusAction): string {
  switch (result.kind) {
    case 'waiting':
      return t('bulkWaiting')
    case 'running':
      return t('bulkRunning')
    case 'done':
      return t(words[action].done)
    case 'skipped':
      return t('bulkSkipped', { status: statusText(token.status ?? '') })
    case 'gone':
      return t('bulkGone')
    case 'failed':
      return result.reason
    case 'stopped':
      return t('bulkStopped')
  }
}
