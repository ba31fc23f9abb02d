import { common } from '@/texts/common'
import { formatDay, formatExact, formatMilliseconds, formatTime } from '@/texts/formats'
import styles from './date-time.module.css'

interface TimeProps {
  at?: string
}

/** Day and, below, the time of day in the time zone of the person; a dash for no date. */
export function DateTime({ at }: TimeProps) {
  return <Moment at={at} timeOfDay={formatTime} />
}

/** The same to the millisecond, as records have it. */
export function ExactTime({ at }: TimeProps) {
  return <Moment at={at} timeOfDay={formatMilliseconds} />
}

function Moment({ at, timeOfDay }: TimeProps & { timeOfDay: (date: Date) => string }) {
  const date = at ? new Date(at) : undefined
  if (!date || Number.isNaN(date.getTime())) return <Missing />
  return (
    <time className={styles.dateTime} dateTime={at} title={formatExact(date)}>
      <span>{formatDay(date)}</span> <span className={styles.time}>{timeOfDay(date)}</span>
    </time>
  )
}

export function Missing() {
  return <span>{common('noValue')}</span>
}
