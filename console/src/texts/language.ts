import type { Messages } from './texts'

/** Each language with its own name and, for people who have not chosen one, a locale. English is built in. */
export const languages = {
  en: { name: 'English', locale: 'en-GB' },
  de: { name: 'Deutsch', locale: 'de-DE' },
} as const

export type Language = keyof typeof languages
type Translation = Readonly<Record<string, Messages | undefined>>

const translations: Record<Exclude<Language, 'en'>, () => Promise<{ translation: Translation }>> = {
  de: () => import('./de/de'),
}

let spoken: Language = 'en'
let loaded: Translation | undefined
const listeners = new Set<() => void>()

export function language(): Language {
  return spoken
}

export function translation(): Translation | undefined {
  return loaded
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** Loads a language and speaks it. Stays with the present one when it cannot be loaded. */
export async function speakLanguage(wanted: Language): Promise<void> {
  if (wanted === spoken) return
  try {
    loaded = wanted === 'en' ? undefined : (await translations[wanted]()).translation
  } catch {
    return
  }
  spoken = wanted
  document.documentElement.lang = wanted
  listeners.forEach((listener) => listener())
}

/** The first of the tags, such as `de-AT`, that the console speaks; English when it speaks none. */
export function languageOf(...tags: (string | undefined)[]): Language {
  for (const tag of tags) {
    const code = tag?.toLowerCase().split('-', 1)[0]
    if (code && Object.hasOwn(languages, code)) return code as Language
  }
  return 'en'
}
