import { chosenLanguage, chosenLocale, type UserSettings } from '@/api/settings'
import { languageOf } from '@/texts/language'
import type { ProfileChange } from './requests'

/** The formats to choose from. */
export const locales = [
  'de-AT',
  'de-CH',
  'de-DE',
  'en-AU',
  'en-CA',
  'en-GB',
  'en-IE',
  'en-US',
  'es-ES',
  'fr-FR',
  'it-IT',
  'ja-JP',
  'nl-NL',
  'pl-PL',
  'pt-PT',
  'sv-SE',
] as const

/** What a person chooses; the empty text leaves it to the browser. */
export interface Choice {
  language: string
  locale: string
  timeZone: string
}

export function choiceOf(settings: UserSettings): Choice {
  const spoken = chosenLanguage(settings)
  return {
    language: spoken ? languageOf(spoken) : '',
    locale: chosenLocale(settings) ?? '',
    timeZone: settings.timeZone ?? '',
  }
}

/** The settings of a choice. Formats of the United States are what everybody has at first, so they take a date format. */
export function settingsOf({ language: spoken, locale, timeZone }: Choice): ProfileChange['settings'] {
  return {
    languageCode: spoken || 'en-US',
    cultureCode: locale || 'en-US',
    dateFormat: locale === 'en-US' ? 'MMM d, yyyy' : null,
    timeZone: timeZone || null,
  }
}

const sampleDay = new Date(2026, 3, 15, 12, 34)

/** A date and a number as they look there. */
export function sampleOf(locale: string): string {
  const date = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(sampleDay)
  return `${date} · ${new Intl.NumberFormat(locale).format(1234.5)}`
}
