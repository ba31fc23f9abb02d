import { afterEach, expect, test, vi } from 'vitest'
import { formatDay, formatTime } from '@/texts/formats'
import { language } from '@/texts/language'
import { followSettings } from './settings'

afterEach(async () => {
  vi.restoreAllMocks()
  await followSettings({})
})

const at = new Date('2023-04-15T10:34:00Z')

// C-103
test('the language that a person has chosen wins over that of the browser', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['en-GB'])
  await followSettings({ languageCode: 'de-CH', cultureCode: 'en-GB', timeZone: 'Europe/Vienna' })
  expect([language(), formatDay(at), formatTime(at)]).toEqual(['de', '15 Apr 2023', '12:34'])
})

test('what everybody has at first is no choice: the browser decides', async () => {
  vi.spyOn(navigator, 'languages', 'get').mockReturnValue(['fr', 'de-DE', 'en'])
  await followSettings({ languageCode: 'en-US', cultureCode: 'en-US' })
  expect([language(), formatDay(at)]).toEqual(['de', '15. Apr. 2023'])
})

test('together with a date format it is one', async () => {
  await followSettings({ languageCode: 'en-US', cultureCode: 'en-US', dateFormat: 'MMM d, yyyy' })
  expect(formatDay(at)).toBe('Apr 15, 2023')
})
