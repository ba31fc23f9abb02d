import { expect, test } from 'vitest'
import { budget, gzipBytes, initialScripts } from '../vite.budget'

const chunk = (code: string, imports: string[] = []) => ({ type: 'chunk', code, imports }) as const
const bundle = {
  'entry.js': chunk('a', ['frame.js', 'shared.js']),
  'frame.js': chunk('b', ['shared.js', 'entry.js']),
  'shared.js': chunk('c'),
  'later.js': chunk('d', ['shared.js']),
  'page.css': { type: 'asset' } as const,
}

// C-106
test('what a page starts with is its entry and all that it imports, each once', () => {
  expect(initialScripts(bundle, 'entry.js')).toEqual(['entry.js', 'frame.js', 'shared.js'])
  expect(initialScripts(bundle, 'later.js')).toEqual(['later.js', 'shared.js'])
  expect(gzipBytes(bundle, ['entry.js', 'page.css'])).toBe(gzipBytes(bundle, ['later.js']))
})

/** What the plugin does with `bundle` as the last step of a build. */
function finish(page: string, bytesMax: number): string[] {
  const told: string[] = []
  const hook = budget(page, bytesMax).generateBundle as unknown as (options: unknown, bundle: unknown) => void
  const entry = {
    ...bundle['entry.js'],
    isEntry: true,
    facadeModuleId: '/console/index.html',
    fileName: 'entry.js',
  }
  const context = {
    info: (text: string) => told.push(text),
    error: (text: string) => {
      throw new Error(text)
    },
  }
  hook.call(context, undefined, { ...bundle, 'entry.js': entry })
  return told
}

test('a build past its budget fails and says by how much, one at its budget does not', () => {
  const bytes = gzipBytes(bundle, ['entry.js', 'frame.js', 'shared.js'])
  expect(() => finish('/index.html', bytes - 1)).toThrow(
    /starts with 0\.1 kB of script \(gzip\), at most 0\.\d+ kB/,
  )
  expect(finish('/index.html', bytes)).toHaveLength(1)
})

test('a build without the page fails: it would have no budget', () => {
  expect(() => finish('/other.html', 1_000)).toThrow('finds no entry for /other.html')
})
