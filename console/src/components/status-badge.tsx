import { common } from '@/texts/common'
import styles from './status-badge.module.css'

const tones: Record<string, 'green' | 'red' | 'blue'> = {
  Active: 'green',
  Enabled: 'green',
  Invited: 'blue',
  Blocked: 'red',
}

const texts = {
  Active: 'statusActive',
  Blocked: 'statusBlocked',
  Deleted: 'statusDeleted',
  Disabled: 'statusDisabled',
  Enabled: 'statusEnabled',
  Expired: 'statusExpired',
  Invited: 'statusInvited',
} as const

/** A status that this console does not know is shown as the server has it. */
export function statusText(status: string): string {
  return status in texts ? common(texts[status as keyof typeof texts]) : status
}

export function StatusBadge({ status }: { status: string }) {
  return (
    <span className={styles.badge} data-tone={tones[status] ?? 'grey'}>
      {statusText(status)}
    </span>
  )
}
