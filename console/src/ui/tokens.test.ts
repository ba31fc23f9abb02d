import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { dark, light, mark, type Tokens } from './tokens'

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = channels(colour).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  )
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [lower = 0, upper = 0] = [luminance(one), luminance(other)].sort((left, right) => left - right)
  return (upper + 0.05) / (lower + 0.05)
}

const grounds = ['page', 'surface', 'raised', 'subtle', 'hover'] as const
const written: [keyof Tokens, readonly (keyof Tokens)[]][] = [
  ['ink', [...grounds, 'accentPale']],
  ['muted', [...grounds, 'accentPale']],
  ['accent', [...grounds, 'accentPale']],
  ['danger', [...grounds, 'dangerPale']],
  ['positive', ['positivePale', 'surface']],
  ['notice', ['noticePale', 'surface']],
  ['caution', ['surface']],
  ['neutral', ['neutralPale', 'surface']],
  ['onAccent', ['accent']],
  ['onInitials', ['initials']],
  ['onInitialsQuiet', ['initialsQuiet']],
  ['onHero', ['heroFrom', 'heroTo']],
]
const drawn: [keyof Tokens, readonly (keyof Tokens)[]][] = [
  ['lineStrong', grounds],
  ['accent', grounds],
]
const schemes = { light, dark }

// C-100, C-105: WCAG 2.2 AA, 1.4.3 for what is written and 1.4.11 for what is drawn.
test.each(Object.entries(schemes))('in %s everything reaches its contrast', (_, tokens) => {
  const short = (pairs: typeof written, least: number) =>
    pairs.flatMap(([colour, on]) =>
      on
        .map((ground) => ({ pair: `${colour} on ${ground}`, is: contrast(tokens[colour], tokens[ground]) }))
        .filter(({ is }) => is < least)
        .map(({ pair, is }) => `${pair}: ${is.toFixed(2)}`),
    )
  expect(short(written, 4.5)).toEqual([])
  expect(short(drawn, 3)).toEqual([])
})

test('the contrast of black on white is the greatest, and of a colour on itself the least', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21)
  expect(contrast('#0b6b62', '#0b6b62')).toBeCloseTo(1)
})

test.each(Object.entries(schemes))('in %s what is disabled steps back from what is not', (_, tokens) => {
  expect(contrast(tokens.onDisabled, tokens.disabled)).toBeLessThan(3.6)
  expect(contrast(tokens.ink, tokens.surface) / contrast(tokens.onDisabled, tokens.surface)).toBeGreaterThan(
    3,
  )
})

test('the letter of the mark can be told from its disc', () => {
  expect(contrast(mark.letter, mark.disc)).toBeGreaterThan(3)
})

const colour = /#[0-9a-fA-F]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(/
const files = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter(
  (file) =>
    /\.(css|tsx?)$/.test(file) && !/\.test\.|^api\/schema\.d\.ts$/.test(file) && file !== 'ui/tokens.ts',
)

// C-105
test.each(files)('%s has no colour of its own', (file) => {
  const lines = readFileSync(`src/${file}`, 'utf8').split('\n')
  expect(lines.filter((line) => colour.test(line.replace(/href="#\w+"|'#\/?\w*'/g, '')))).toEqual([])
})

const used = files
  .filter((file) => file.endsWith('.css'))
  .flatMap((file) => [
    ...readFileSync(`src/${file}`, 'utf8').matchAll(/var\((--(?!mantine-|header-height|card-shadow)[\w-]+)/g),
  ])
  .map(([, name]) => name ?? '')

test('style sheets name no colour that the theme lacks', () => {
  const known = new Set(
    Object.keys(light).map((name) => `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`),
  )
  expect([...new Set(used)].filter((name) => !known.has(name) && name !== '--code-number')).toEqual([])
})
