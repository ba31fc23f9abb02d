import {
  enterCredentials,
  environment,
  expect,
  expectAccessible,
  hasCredentials,
  listPath,
  test,
  watchConsole,
} from './fixtures'

test.use({ storageState: { cookies: [], origins: [] } })

test('C-002 an unknown e-mail and a wrong password get the same sentence', async ({ page }) => {
  await page.goto('/sign-in')
  await expect(page.getByLabel('E-mail')).toBeFocused()
  await expectAccessible(page)
  const sentences: (string | null)[] = []
  for (const email of ['nobody@jeton.example', environment.email ?? 'somebody@jeton.example']) {
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill(email)
    await page.getByRole('button', { name: 'Continue' }).click()
    await expectAccessible(page)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await page.getByRole('button', { name: 'Continue' }).click()
    await expect(page.getByRole('alert')).toBeVisible()
    sentences.push(await page.getByRole('alert').textContent())
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await expectAccessible(page)
  }
  expect(sentences[0]).toBe(sentences[1])
})

test('C-001 sign-in goes on to the page asked for, sign-out comes back', async ({ page }) => {
  test.skip(!hasCredentials, 'needs an e-mail and a password')
  await page.goto(`${listPath}?size=25`)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await enterCredentials(page)
  await expect(page).toHaveURL(`${listPath}?size=25`)
  await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible()

  await page.getByRole('button', { name: / \| / }).click()
  await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await page.goto(listPath)
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
})

test('C-005 a session that ends goes back to sign-in and keeps the path', async ({ page, context }) => {
  test.skip(!hasCredentials, 'needs an e-mail and a password')
  await page.goto(listPath)
  await enterCredentials(page)
  await expect(page.getByRole('table')).toBeVisible()
  await context.clearCookies()
  await page.getByRole('button', { name: 'Refresh' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await enterCredentials(page)
  await expect(page).toHaveURL(listPath)
})

test('a link that does not work says so, and its secret leaves the address bar', async ({ page }) => {
  const complaints = watchConsole(page)
  await page.goto('/sign-in/link#not-a-link')
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible()
  await expect(page).toHaveURL('/sign-in/link')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'This link does not work any more' }),
  ).toBeVisible()
  await expectAccessible(page)
  expect(complaints).toEqual([])
})

test('a return path to another site is not followed', async ({ page }) => {
  test.skip(!hasCredentials, 'needs an e-mail and a password')
  await page.goto('/sign-in?returnTo=%2F%2Felsewhere.example%2F')
  await enterCredentials(page)
  await expect(page).toHaveURL('/home')
})
