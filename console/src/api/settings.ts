import { setRegion } from '@/texts/formats'
import { languageOf, speakLanguage } from '@/texts/language'
import type { components } from './schema'

export type UserSettings = components['schemas']['UserSettings']

// What everybody has who has chosen nothing.
const unchosen = 'en-US'

/** The language that a person has chosen. */
export function chosenLanguage({ languageCode }: UserSettings): string | undefined {
  return languageCode === unchosen ? undefined : languageCode
}

/** The locale that a person has chosen. What everybody has at first counts together with a `dateFormat` alone. */
export function chosenLocale({ cultureCode, dateFormat }: UserSettings): string | undefined {
  return cultureCode === unchosen && !dateFormat ? undefined : cultureCode
}

/** Language, dates and numbers become those of the person; where nothing is chosen, the browser decides. */
export async function followSettings(settings: UserSettings): Promise<void> {
  setRegion({ locale: chosenLocale(settings), timeZone: settings.timeZone })
  await speakLanguage(languageOf(chosenLanguage(settings), ...navigator.languages))
}
