import styles from './date-time.module.css'

const dayFormat = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const timeFormat = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const exactFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' })

/** Day and, below, the time of day in the time zone of the browser; a dash for no date. */
export function DateTime({ at }: { at?: string }) {
  const date = at ? new Date(at) : undefined
  if (!date || Number.isNaN(date.getTime())) return <Missing />
  return (
    <time className={styles.dateTime} dateTime={at} title={exactFormat.format(date)}>
      <span>{dayFormat.format(date)}</span> <span className={styles.time}>{timeFormat.format(date)}</span>
    </time>
  )
}

export function Missing() {
  return <span>—</span>
}
