import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from './fixtures'
import { places } from './pages'

const folder = process.env.JETON_E2E_SCREENSHOTS ?? ''

test.skip(folder === '', 'pictures are taken when somebody asks for them: make screenshots')

// Small enough to be kept beside the documentation: about 15 kB each.
const picture = { width: 1440, height: 900, scale: 2 / 3, quality: 70 }

// Each page and dialog, to be looked at.
for (const { name, signedOut, asOperations, open } of places) {
  test.describe(name, () => {
    if (signedOut || asOperations) test.use({ storageState: { cookies: [], origins: [] } })

    test('is pictured, light and dark', async ({ page, context }) => {
      const { width, height, scale, quality } = picture
      await page.setViewportSize({ width, height })
      await page.emulateMedia({ reducedMotion: 'reduce' })
      await open(page)
      await page.waitForLoadState('networkidle')
      mkdirSync(folder, { recursive: true })
      // Playwright itself writes PNG and JPEG, which are four times as large.
      const browser = await context.newCDPSession(page)
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        const { data } = await browser.send('Page.captureScreenshot', {
          format: 'webp',
          quality,
          clip: { x: 0, y: 0, width, height, scale },
        })
        writeFileSync(join(folder, `${name}-${colorScheme}.webp`), Buffer.from(data, 'base64'))
      }
    })
  })
}
