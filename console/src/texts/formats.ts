import { language, languages } from './language'

/** What a person has chosen; the browser or the language decides what is absent. */
export interface Region {
  /** BCP 47, such as `en-GB`. */
  locale?: string
  /** IANA, such as `Europe/London`. */
  timeZone?: string
}

let region: Region = {}
const formatters = new Map<string, unknown>()

/** Takes over the settings of a person. A locale or a time zone that the browser does not know counts as absent. */
export function setRegion(chosen: Region): void {
  region = {
    locale: knows(() => new Intl.NumberFormat(chosen.locale)) ? chosen.locale : undefined,
    timeZone: knows(() => new Intl.DateTimeFormat('en', { timeZone: chosen.timeZone }))
      ? chosen.timeZone
      : undefined,
  }
  formatters.clear()
}

function knows(attempt: () => unknown): boolean {
  try {
    return Boolean(attempt())
  } catch {
    return false
  }
}

export function locale(): string {
  return region.locale || languages[language()].locale
}

export function timeZone(): string {
  return region.timeZone || Intl.DateTimeFormat().resolvedOptions().timeZone
}

// Making a formatter takes longer than using it a hundred times.
function formatter<Format>(kind: string, make: (locale: string) => Format): Format {
  const key = `${kind} ${locale()}`
  const known = (formatters.get(key) as Format | undefined) ?? make(locale())
  formatters.set(key, known)
  return known
}

function dates(kind: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return formatter(kind, (tag) => new Intl.DateTimeFormat(tag, { ...options, timeZone: timeZone() }))
}

/** `15 Apr 2023` */
export function formatDay(date: Date): string {
  return dates('day', { day: 'numeric', month: 'short', year: 'numeric' }).format(date)
}

/** `12:34` */
export function formatTime(date: Date): string {
  return dates('time', { hour: '2-digit', minute: '2-digit' }).format(date)
}

/** `12:34:56.789` */
export function formatMilliseconds(date: Date): string {
  const fields = { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 } as const
  return dates('milliseconds', fields).format(date)
}

/** `15 April 2023 at 12:34` */
export function formatMoment(date: Date): string {
  return dates('moment', { dateStyle: 'long', timeStyle: 'short' }).format(date)
}

/** Day and time in full, with seconds and zone. */
export function formatExact(date: Date): string {
  return dates('exact', { dateStyle: 'full', timeStyle: 'long' }).format(date)
}

export function formatNumber(value: number): string {
  return formatter('number', (tag) => new Intl.NumberFormat(tag)).format(value)
}

/**
 * The instant at which a day begins in the time zone of the person, `days` after `YYYY-MM-DD`; undefined for a text that
 * is no day.
 */
export function startOfDay(day: string, days = 0): Date | undefined {
  const parts = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)
  if (!parts) return undefined
  const [year, month, date] = parts.slice(1).map(Number) as [number, number, number]
  const named = new Date(Date.UTC(year, month - 1, date))
  if (named.getUTCFullYear() !== year || named.getUTCMonth() !== month - 1 || named.getUTCDate() !== date)
    return undefined
  const midnight = Date.UTC(year, month - 1, date + days)
  // The clocks of the zone may be changed on that day: midnight by the clock of the day before, and of the day after.
  const [before, after] = [-dayMs, dayMs].map((aside) => midnight - zoneOffset(midnight + aside)) as [
    number,
    number,
  ]
  const begins = [Math.min(before, after), Math.max(before, after)].find(
    (instant) => instant + zoneOffset(instant) === midnight,
  )
  // None where midnight is passed over, and the day begins with the change itself.
  return new Date(begins ?? Math.max(before, after))
}

/** The day, `YYYY-MM-DD`, that is `days` before an instant in the time zone of the person. */
export function dayBefore(instant: Date, days: number): string {
  const here = instant.getTime() + zoneOffset(instant.getTime())
  return new Date(here - days * dayMs).toISOString().slice(0, 10)
}

const dayMs = 86_400_000

/** How far the clocks of the time zone are ahead of UTC, in milliseconds. */
function zoneOffset(instant: number): number {
  const fields = formatter('offset', () => {
    const digits = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
    const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const
    return new Intl.DateTimeFormat('en-US', { ...digits, ...time, timeZone: timeZone() })
  }).formatToParts(instant)
  const value = (type: string) => Number(fields.find((field) => field.type === type)?.value)
  const shown = Date.UTC(
    value('year'),
    value('month') - 1,
    value('day'),
    value('hour'),
    value('minute'),
    value('second'),
  )
  return shown - Math.floor(instant / 1000) * 1000
}

/** The name of a language, and of its region, in the language of the person; the tag itself where it has none. */
export function localeName(tag: string): string {
  try {
    return new Intl.DisplayNames([language()], { type: 'language' }).of(tag) ?? tag
  } catch {
    return tag
  }
}

/** Orders texts as a reader of the language expects. */
export function compareTexts(left: string, right: string): number {
  return formatter('collator', (tag) => new Intl.Collator(tag, { numeric: true })).compare(left, right)
}
