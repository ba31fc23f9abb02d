import { colourRules, expectAccessible, expectFits, test, widths } from './fixtures'
import { places } from './pages'

// All rules once, and in the other scheme those that it makes a difference to.
const schemes = [
  ['light', undefined],
  ['dark', colourRules],
] as const

// What a page looks like does not depend on the database, and this takes minutes.
test.skip(process.env.JETON_E2E_ENGINE === 'postgres', 'the same on both databases, and run on SQLite')

// C-100, C-105: every page and dialog, light and dark, from a telephone to a desk.
for (const { name, signedOut, asOperations, open } of places) {
  test.describe(name, () => {
    if (signedOut || asOperations) test.use({ storageState: { cookies: [], origins: [] } })

    test('axe finds nothing, and nothing runs off the page', async ({ page }) => {
      test.slow()
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await open(page)
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 })
        for (const [colorScheme, rules] of schemes) {
          await test.step(`${colorScheme}, ${width} px wide`, async () => {
            await page.emulateMedia({ colorScheme })
            await expectAccessible(page, rules)
          })
        }
        // WCAG 1.4.10, and 1.4.4: a page of 640 px is one of 1280 px at 200 %.
        await expectFits(page)
      }
    })
  })
}
