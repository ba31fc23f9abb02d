import { expect, test } from 'vitest'
import { translation as german } from './de/de'
import type { Message, Messages, Texts } from './texts'

// C-103: everything that a person reads is in the catalogue, in every language, and nothing in it is left over.

type AreaModule = Record<string, Texts<Messages>>
const areaModules = import.meta.glob<AreaModule>(
  ['./*.ts', '!./*.test.ts', '!./{texts,language,formats}.ts'],
  {
    eager: true,
  },
)
const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../**/*.test.{ts,tsx}', '!./**'], {
  eager: true,
  query: '?raw',
  import: 'default',
})

interface Area {
  file: string
  english: Messages
}

const areas: Area[] = Object.entries(areaModules).map(([path, module]) => ({
  file: path.replace(/^\.\/|\.ts$/g, ''),
  english: Object.values(module)[0]!.english,
}))

function nameOf(file: string): string {
  return file.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

function forms(message: Message): string[] {
  return typeof message === 'string' ? [message] : [message.one, message.other]
}

function placeholders(message: Message): string[] {
  const found = forms(message).flatMap((form) => form.match(/\{\w+\}/g) ?? [])
  return [...new Set(found)].sort()
}

test.each(areas)('$file is complete in German, with the same placeholders', ({ file, english }) => {
  const translated: Messages = german[nameOf(file) as keyof typeof german]
  expect(Object.keys(translated).sort()).toEqual(Object.keys(english).sort())
  for (const [key, message] of Object.entries(english)) {
    expect([key, placeholders(translated[key]!)]).toEqual([key, placeholders(message)])
    expect([key, forms(translated[key]!).filter((form) => form.trim() === '')]).toEqual([key, []])
  }
})

test('German has no area that English lacks', () => {
  expect(Object.keys(german).sort()).toEqual(areas.map(({ file }) => nameOf(file)).sort())
})

test.each(areas)('every text of $file is used', ({ file, english }) => {
  const using = Object.values(sources).filter((source) => source.includes(`from '@/texts/${file}'`))
  const unused = Object.keys(english).filter((key) => !using.some((source) => source.includes(`'${key}'`)))
  expect(unused).toEqual([])
})
