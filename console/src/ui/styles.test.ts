import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

function read(...endings: string[]): [string, string][] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => endings.some((ending) => file.endsWith(ending)) && !file.includes('.test.'))
    .map((file) => [file, readFileSync(`src/${file}`, 'utf8')])
}

const physical = [
  /(^|[\s;{])(left|right)\s*:/,
  /(margin|padding|border|scroll-margin|scroll-padding)-(left|right)\b/,
  /border-(top|bottom)-(left|right)-radius/,
  /(text-align|float|clear)\s*:\s*(left|right)\b/,
]

function lines(text: string): string[] {
  return text.replace(/\/\*[^]*?\*\//g, '').split('\n')
}

/** Four values name the right before the left: they must be the same. */
function isLopsided(line: string): boolean {
  const values = /(?:padding|margin|inset|border-width):\s*(\S+) (\S+) (\S+) (\S+);/.exec(line)
  return values !== null && values[2] !== values[4]
}

// C-104: a page that is written from right to left is its own mirror image.
test.each(read('.css'))('%s names no left and no right', (_, sheet) => {
  const found = lines(sheet).filter((line) => physical.some((rule) => rule.test(line)) || isLopsided(line))
  expect(found).toEqual([])
})

test.each(read('.ts', '.tsx'))('%s names no left and no right', (_, part) => {
  expect(
    part.match(/\b(m|p)[lr]=|\b(margin|padding|border)(Left|Right)\b|textAlign: '(left|right)'/g),
  ).toBeNull()
})

// What a page loads later brings its sheets in another order. In a layer, the library's rules yield to ours in any order.
test('the styles of the component library are in a layer', () => {
  const sheets = read('.ts', '.tsx').flatMap(
    ([, part]) => part.match(/'@mantine\/[\w-]+\/styles[^']*'/g) ?? [],
  )
  expect(sheets).not.toHaveLength(0)
  for (const sheet of sheets) expect(sheet).toMatch(/\/styles\.layer\.css'$/)
})
