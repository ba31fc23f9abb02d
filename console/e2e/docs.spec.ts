import { expect, expectAccessible, test } from './fixtures'

// Open to everybody.
test.use({ storageState: { cookies: [], origins: [] } })

const pages = ['/docs', '/docs/reference/gateway', '/docs/formats/pages', '/docs/not-there']

for (const path of pages) {
  test(`axe finds nothing on ${path}, and nothing runs off it`, async ({ page }) => {
    await page.goto(path)
    for (const width of [320, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme })
        await expectAccessible(page)
      }
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
    }
  })
}

test('a page asks no other host for anything, and nothing is refused by its policy', async ({
  page,
  baseURL,
}) => {
  const foreign: string[] = []
  const refused: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`)) foreign.push(request.url())
  })
  page.on('console', (message) => {
    if (message.type() === 'error') refused.push(message.text())
  })
  await page.goto('/docs/get-started')
  await expect(page.getByRole('searchbox').or(page.getByRole('combobox'))).toBeVisible()
  expect(foreign).toEqual([])
  expect(refused).toEqual([])
})

test('a page is found and opened with the keyboard', async ({ page }) => {
  await page.goto('/docs')
  await page.keyboard.press('/')
  const search = page.getByRole('combobox', { name: 'Search the documentation' })
  await expect(search).toBeFocused()
  await page.keyboard.type('conection pooler')
  await expect(page.getByRole('option').first()).toHaveText('Use a connection pooler')
  await expectAccessible(page)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/docs\/how-to\/use-a-connection-pooler$/)
  await expect(
    page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Use a connection pooler' }),
  ).toHaveAttribute('aria-current', 'page')
})

test('the choice of colours is kept', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' })
  await page.goto('/docs')
  await page.getByRole('button', { name: 'Use dark colours' }).click()
  await expect(page.locator('html')).toHaveAttribute('data-colors', 'dark')
  await page.goto('/docs/concepts')
  await expect(page.getByRole('button', { name: 'Use light colours' })).toBeVisible()
})

test('the contents follow the scroll', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 700 })
  await page.goto('/docs/reference/gateway')
  const contents = page.getByRole('navigation', { name: 'On this page' })
  await contents.getByRole('link', { name: 'What a target may be' }).click()
  await expect(contents.getByRole('link', { name: 'What a target may be' })).toHaveAttribute(
    'aria-current',
    'true',
  )
})

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false })

  test('pages are read and walked through', async ({ page }) => {
    await page.goto('/docs')
    await page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name: 'Concepts' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Concepts')
    await page.getByRole('link', { name: /^Next/ }).click()
    await expect(page).not.toHaveURL(/concepts/)
    await page.getByRole('link', { name: 'View as Markdown' }).click()
    await expect(page).toHaveURL(/\.md$/)
  })
})
