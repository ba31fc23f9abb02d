import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { common } from './common'
import {
  compareTexts,
  formatDay,
  formatMoment,
  formatNumber,
  formatTime,
  localeName,
  setRegion,
  startOfDay,
} from './formats'
import { language, languageOf, onLanguage, speakLanguage } from './language'
import { t as lists } from './lists'
import { area } from './texts'

afterEach(async () => {
  await speakLanguage('en')
  setRegion({})
})

const texts = area('test', {
  greeting: 'Hello, {name}',
  rows: { one: '{count} row of {list}', other: '{count} rows of {list}' },
})

test('values take the place of their names', () => {
  expect(texts('greeting', { name: '{name} & <b>' })).toBe('Hello, {name} & <b>')
})

test('the form follows the count, and numbers are written as the person writes them', () => {
  expect(texts('rows', { count: 1, list: 'all' })).toBe('1 row of all')
  expect(texts('rows', { count: 0, list: 'all' })).toBe('0 rows of all')
  expect(texts('rows', { count: 12_345, list: 'all' })).toBe('12,345 rows of all')
})

// C-101
test('a text with elements keeps what a server sent as text', () => {
  const shown = renderToStaticMarkup(<p>{texts.rich('greeting', { name: <b>{'<i>'}</b> })}</p>)
  expect(shown).toBe('<p>Hello, <b>&lt;i&gt;</b></p>')
})

test('a language is spoken from the moment that it is loaded, and English for what it lacks', async () => {
  let changes = 0
  const stop = onLanguage(() => (changes += 1))
  await speakLanguage('de')
  expect([language(), changes, document.documentElement.lang]).toEqual(['de', 1, 'de'])
  expect(common('close')).toBe('Schließen')
  expect(lists('rows', { count: 12_345 })).toBe('12.345 Zeilen')
  expect(texts('greeting', { name: 'Mira' })).toBe('Hello, Mira')
  await speakLanguage('de')
  await speakLanguage('en')
  expect([common('close'), changes, document.documentElement.lang]).toEqual(['Close', 2, 'en'])
  stop()
})

test('the first language that is spoken wins, whatever its region', () => {
  expect(languageOf('fr-FR', 'DE-at', 'en')).toBe('de')
  expect(languageOf(undefined, '', 'toString', 'fr')).toBe('en')
})

const at = new Date('2023-04-15T22:34:00Z')

test('dates and numbers follow the language where no region is chosen', async () => {
  setRegion({ timeZone: 'UTC' })
  expect([formatDay(at), formatTime(at), formatNumber(1234.5)]).toEqual(['15 Apr 2023', '22:34', '1,234.5'])
  await speakLanguage('de')
  expect([formatDay(at), formatTime(at), formatNumber(1234.5)]).toEqual(['15. Apr. 2023', '22:34', '1.234,5'])
})

// C-017: in the time zone of the person, not that of the machine.
test('dates and numbers follow the region and the time zone of the person', () => {
  setRegion({ locale: 'en-US', timeZone: 'Asia/Tokyo' })
  expect([formatDay(at), formatTime(at).replace(/\s/, ' ')]).toEqual(['Apr 16, 2023', '07:34 AM'])
  expect(formatMoment(at)).toContain('April 16, 2023')
})

test('a region that the browser does not know is passed over', () => {
  setRegion({ locale: 'not a tag', timeZone: 'Mars/Olympus' })
  expect(formatNumber(1234.5)).toBe('1,234.5')
  expect(() => formatDay(at)).not.toThrow()
})

test('texts are ordered as people expect, numbers by their value', () => {
  expect(['Robot 10', 'Öl', 'robot 9', 'Pier'].sort(compareTexts)).toEqual([
    'Öl',
    'Pier',
    'robot 9',
    'Robot 10',
  ])
})

// C-017, C-024
test.each([
  ['UTC', '2026-03-05', '2026-03-05T00:00:00.000Z', '2026-03-06T00:00:00.000Z'],
  ['Pacific/Kiritimati', '2026-03-05', '2026-03-04T10:00:00.000Z', '2026-03-05T10:00:00.000Z'],
  ['America/Los_Angeles', '2026-12-31', '2026-12-31T08:00:00.000Z', '2027-01-01T08:00:00.000Z'],
  // 23 and 25 hours.
  ['Europe/Berlin', '2026-03-29', '2026-03-28T23:00:00.000Z', '2026-03-29T22:00:00.000Z'],
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  // Midnight passed over, and midnight twice.
  ['America/Sao_Paulo', '2018-11-04', '2018-11-04T03:00:00.000Z', '2018-11-05T02:00:00.000Z'],
  ['America/Havana', '2026-11-01', '2026-11-01T04:00:00.000Z', '2026-11-02T05:00:00.000Z'],
  ['UTC', '2028-02-29', '2028-02-29T00:00:00.000Z', '2028-03-01T00:00:00.000Z'],
])('in %s, %s begins at %s', (timeZone, day, begins, ends) => {
  setRegion({ timeZone })
  expect(startOfDay(day)?.toISOString()).toBe(begins)
  expect(startOfDay(day, 1)?.toISOString()).toBe(ends)
})

test.each([
  '',
  'soon',
  '2026-3-5',
  '2026-02-29',
  '2026-02-30',
  '2026-13-01',
  '2026-00-10',
  '0099-01-01',
  ' 2026-03-05',
])('"%s" is no day', (text) => expect(startOfDay(text)).toBeUndefined())

test('a language is named in that of the person, and a tag that means nothing is shown as it is', async () => {
  expect([localeName('de-AT'), localeName('x')]).toEqual(['Austrian German', 'x'])
  await speakLanguage('de')
  expect(localeName('en-GB')).toBe('Englisch (Vereinigtes Königreich)')
})
