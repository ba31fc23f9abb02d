import { expect, expectAccessible, test } from './fixtures'

// Open to everybody.
test.use({ storageState: { cookies: [], origins: [] } })

test('the API reference asks no other host for anything', async ({ page, baseURL }) => {
  const foreign: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith(`${baseURL}/`) && !request.url().startsWith('data:'))
      foreign.push(request.url())
  })
  await page.goto('/api-reference')
  await expect(page).toHaveTitle('API reference · Jeton')
  await expect(page.getByRole('heading', { name: /^API tokens/ })).toBeVisible()
  await expect(page.locator('link[rel=icon]')).toHaveAttribute('href', /^\/assets\/favicon-.*\.svg$/)
  await expectAccessible(page)
  expect(foreign).toEqual([])
})

test('an operation of the API reference is opened with the keyboard and has an address', async ({ page }) => {
  await page.goto('/api-reference')
  await expect(page.getByRole('heading', { name: /^API tokens/ })).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to the reference' })).toBeFocused()

  const expand = page.getByRole('button', { name: 'Expand operation' }).nth(7)
  await expand.focus()
  await expect(expand).toBeFocused()
  await page.keyboard.press('Enter')
  const operation = page.getByRole('button', { name: /Create an API token/ })
  await operation.focus()
  await expect(operation).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(operation).toHaveAttribute('aria-expanded', 'true')
  await expect(page).toHaveURL(/#\/API%20tokens\/createApiToken$/)
  await expectAccessible(page)

  await page.reload()
  await expect(page.getByRole('button', { name: /Create an API token/ })).toHaveAttribute(
    'aria-expanded',
    'true',
  )
})
