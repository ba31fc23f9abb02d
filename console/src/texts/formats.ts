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

/** Orders texts as a reader of the language expects. */
export function compareTexts(left: string, right: string): number {
  return formatter('collator', (tag) => new Intl.Collator(tag, { numeric: true })).compare(left, right)
}
