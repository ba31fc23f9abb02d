import { expect, test } from 'vitest'
import { logoBytesMax, logoProblem } from '@/components/logo-rules'
import { descriptionProblem, nameProblem } from './rules'

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

test.each(['Ledger sync', 'Ana\'s "night" job v1.2-b', 'Größe ٣', 'हिन्दी टोकन', 'Cafe\u0301', '  padded  '])(
  'R-105 accepts the name %j',
  (name) => {
    expect(nameProblem(name)).toBeNull()
  },
)

test.each(['', '   ', '\t'])('R-104 refuses the blank name %j', (name) => {
  expect(nameProblem(name)).toMatch(/Enter a name/)
})

test.each(['a/b', '[x]', 'under_score', 'tab\there', 'coin 🪙', 'a\u0000b', '½'])(
  'R-105 refuses the name %j',
  (name) => {
    expect(nameProblem(name)).toMatch(/only letters/)
  },
)

test('R-107 counts code points, not code units, in names', () => {
  expect(nameProblem('𝟘'.repeat(200))).toBeNull()
  expect(nameProblem('𝟘'.repeat(201))).toMatch(/at most 200/)
})

test('R-106 allows 2000 code points of description and no more', () => {
  expect(descriptionProblem('😀'.repeat(2000))).toBeNull()
  expect(descriptionProblem('d'.repeat(2001))).toMatch(/at most 2,000/)
})

const textBytes = (text: string) => Array.from(text, (letter) => letter.charCodeAt(0))
const chunk = (type: string, length = 0) => [
  ...new Uint8Array(new Uint32Array([length]).buffer).reverse(),
  ...textBytes(type),
  ...new Uint8Array(length),
  ...[0, 0, 0, 0],
]
const wholePng = [...png, ...chunk('IHDR', 13), ...chunk('IDAT', 40), ...chunk('IEND')]
const wholeJpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 2, 0xff, 0xd9]
const logo = (bytes: number[], name = 'logo.png') => new File([new Uint8Array(bytes)], name)

test('A-108 looks at the content of a logo, not at its name', async () => {
  expect(await logoProblem(logo(wholePng, 'logo.txt'))).toBeNull()
  expect(await logoProblem(logo(wholeJpeg, 'a.png'))).toBeNull()
  expect(await logoProblem(logo(textBytes('GIF89a')))).toMatch(/not a/)
})

test('A-108 refuses an empty file at once', async () => {
  expect(await logoProblem(logo([]))).toBe('The file is empty.')
})

test('A-108 refuses a picture whose end is missing, wherever it is cut', async () => {
  for (let length = png.length; length < wholePng.length; length++) {
    const cut = await logoProblem(logo(wholePng.slice(0, length)))
    expect(cut, `PNG of ${length} bytes`).toMatch(/damaged/)
  }
  for (let length = 3; length < wholeJpeg.length; length++) {
    expect(await logoProblem(logo(wholeJpeg.slice(0, length)))).toMatch(/damaged/)
  }
})

test('A-108 what cameras write behind the end does not count', async () => {
  expect(await logoProblem(logo([...wholeJpeg, 0, 0, 7]))).toBeNull()
  expect(await logoProblem(logo([...wholePng, 0, 0, 7]))).toBeNull()
})

test('A-108 allows a logo of 5 MB and not one byte more', async () => {
  const exact = new Uint8Array(logoBytesMax)
  exact.set(wholePng)
  expect(await logoProblem(new File([exact], 'logo.png'))).toBeNull()
  expect(await logoProblem(new File([exact, '.'], 'logo.png'))).toMatch(/larger than 5 MB/)
})
