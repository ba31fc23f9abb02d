import { expect, test } from 'vitest'
import { chosenLanguage, chosenLocale } from '@/api/settings'
import { choiceOf, locales, sampleOf, settingsOf } from './regions'

// C-107
test('the defaults count as no choice', () => {
  expect(choiceOf({ languageCode: 'en-US', cultureCode: 'en-US' })).toEqual({
    language: '',
    locale: '',
    timeZone: '',
  })
})

test.each(locales)('%s is still chosen after it was saved', (locale) => {
  const choice = { language: 'de', locale, timeZone: 'Europe/Vienna' }
  const saved = settingsOf(choice) as Record<string, string | null>
  const read = Object.fromEntries(Object.entries(saved).filter(([, value]) => value !== null))
  expect(choiceOf(read)).toEqual(choice)
})

test('leaving it to the browser clears every choice', () => {
  const settings = settingsOf({ language: '', locale: '', timeZone: '' })
  expect(settings).toEqual({
    languageCode: 'en-US',
    cultureCode: 'en-US',
    dateFormat: null,
    timeZone: null,
  })
  const read = { languageCode: 'en-US', cultureCode: 'en-US' }
  expect([chosenLanguage(read), chosenLocale(read)]).toEqual([undefined, undefined])
})

test('English by choice differs from English by default', () => {
  const { languageCode } = settingsOf({ language: 'en', locale: '', timeZone: '' }) as {
    languageCode: string
  }
  expect(chosenLanguage({ languageCode })).toBe('en')
})

test('a sample shows how dates and numbers look', () => {
  expect(sampleOf('de-DE')).toBe('15.04.2026, 12:34 · 1.234,5')
})
