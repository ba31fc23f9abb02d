import styles from './status-badge.module.css'

const tones: Record<string, 'green' | 'red' | 'blue'> = {
  Active: 'green',
  Enabled: 'green',
  Invited: 'blue',
  Blocked: 'red',
}

export function StatusBadge({ status }: { status: string }) {
  return (
    <span className={styles.badge} data-tone={tones[status] ?? 'grey'}>
      {status}
    </span>
  )
}
