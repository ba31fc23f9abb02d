import { expect, expectFits, test, widths } from './fixtures'
import { places } from './pages'

// C-104: no page was made for it, and each must bear it.
const shown = [
  'home',
  'main-menu',
  'api-tokens',
  'api-token',
  'add-api-token-modules',
  'api-tokens-filter',
  'audit-trail',
]

test.skip(process.env.JETON_E2E_ENGINE === 'postgres', 'the same on both databases, and run on SQLite')

test('written from right to left, nothing runs off a page', async ({ page }) => {
  test.slow()
  await page.emulateMedia({ reducedMotion: 'reduce' })
  for (const { name, open } of places.filter((place) => shown.includes(place.name))) {
    await test.step(name, async () => {
      await page.setViewportSize({ width: 1440, height: 900 })
      await open(page)
      await page.evaluate(() => (document.documentElement.dir = 'rtl'))
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        await expectFits(page)
        // What sticks out at the left of such a page is what a person scrolls to.
        const start = await page.evaluate(() => document.documentElement.scrollLeft)
        expect(start).toBe(0)
      }
      const title = page.getByRole('heading', { level: 1 }).first()
      const { x, width } = (await title.boundingBox()) ?? { x: 0, width: 0 }
      const window = page.viewportSize()?.width ?? 0
      if (name !== 'add-api-token-modules' && name !== 'main-menu' && name !== 'home')
        expect(x + width).toBeGreaterThan(window / 2)
    })
  }
  expect(shown).toHaveLength(places.filter((place) => shown.includes(place.name)).length)
})
