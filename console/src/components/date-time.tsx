import { common } from '@/texts/common'
import { formatDay, formatExact, formatTime } from '@/texts/formats'
import styles from './date-time.module.css'

/** Day and, below, the time of day in the time zone of the person; a dash for no date. */
export function DateTime({ at }: { at?: string }) {
  const date = at ? new Date(at) : undefined
  if (!date || Number.isNaN(date.getTime())) return <Missing />
  return (
    <time className={styles.dateTime} dateTime={at} title={formatExact(date)}>
      <span>{formatDay(date)}</span> <span className={styles.time}>{formatTime(date)}</span>
    </time>
  )
}

export function Missing() {
  return <span>{common('noValue')}</span>
}
