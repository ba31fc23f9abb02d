import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test } from 'vitest'
import { common } from './common'
import { compareTexts, formatDay, formatMoment, formatNumber, formatTime, setRegion } from './formats'
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
  let told = 0
  const stop = onLanguage(() => (told += 1))
  await speakLanguage('de')
  expect([language(), told, document.documentElement.lang]).toEqual(['de', 1, 'de'])
  expect(common('close')).toBe('Schließen')
  expect(lists('rows', { count: 12_345 })).toBe('12.345 Zeilen')
  expect(texts('greeting', { name: 'Mira' })).toBe('Hello, Mira')
  await speakLanguage('de')
  await speakLanguage('en')
  expect([common('close'), told, document.documentElement.lang]).toEqual(['Close', 2, 'en'])
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
