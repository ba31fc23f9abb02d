import { expect, test } from 'vitest'
import { descriptionProblem, logoBytesMax, logoProblem, nameProblem } from './rules'

const png = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

test.each(['Ledger sync', 'Ana\'s "night" job v1.2-b', 'Größe ٣', '  padded  '])(
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
  expect(descriptionProblem('d'.repeat(2001))).toMatch(/at most 2000/)
})

test('A-108 looks at the content of a logo, not at its name', async () => {
  const bytes = new Uint8Array([...png, 1, 2, 3])
  expect(await logoProblem(new File([bytes], 'logo.txt', { type: 'text/plain' }))).toBeNull()
  expect(await logoProblem(new File([new Uint8Array([0xff, 0xd8, 0xff, 0xe0])], 'a.jpg'))).toBeNull()
  expect(await logoProblem(new File(['GIF89a'], 'logo.png', { type: 'image/png' }))).toMatch(/not a/)
  expect(await logoProblem(new File([], 'empty.png', { type: 'image/png' }))).toMatch(/not a/)
})

test('A-108 allows a logo of 5 MB and not one byte more', async () => {
  const exact = new Uint8Array(logoBytesMax)
  exact.set(png)
  expect(await logoProblem(new File([exact], 'logo.png'))).toBeNull()
  expect(await logoProblem(new File([exact, '.'], 'logo.png'))).toMatch(/larger than 5 MB/)
})
