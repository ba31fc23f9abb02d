import {
  enterCredentials,
  environment,
  expect,
  expectAccessible,
  hasCredentials,
  listPath,
  test,
} from './fixtures'

test.describe('C-103 where the browser asks for German', () => {
  test.use({ storageState: { cookies: [], origins: [] }, locale: 'de-AT' })

  test('every page before and after sign-in is German', async ({ page }) => {
    test.skip(!hasCredentials, 'needs an e-mail and a password')
    await page.goto(listPath)
    await expect(page.getByRole('heading', { level: 1, name: 'Anmelden' })).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('lang', 'de')
    await expectAccessible(page)
    await page.getByLabel('E-Mail').fill(environment.email ?? '')
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByLabel('Passwort', { exact: true }).fill(environment.password ?? '')
    await page.getByRole('button', { name: 'Weiter' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'API-Tokens' })).toBeVisible()
    await expect(page.getByRole('columnheader', { name: 'Letzter Zugriff' })).toBeVisible()
    await expect(page.getByRole('cell', { name: 'Aktiv', exact: true }).first()).toBeVisible()
    await expectAccessible(page)
  })
})

test.describe('C-103 a person who has chosen', () => {
  test.use({ storageState: { cookies: [], origins: [] }, locale: 'en-GB' })

  test('finds language, dates and time zone wherever they sign in', async ({ page }) => {
    test.skip(!hasCredentials, 'needs an e-mail and a password')
    const choose = (settings: object) =>
      page.evaluate(async (chosen) => {
        const session = await (await fetch('/session')).json()
        const answer = await fetch(`/public/v1/accounts/users/${session.user.id}`, {
          method: 'PUT',
          headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
          body: JSON.stringify({ settings: chosen }),
        })
        return answer.status
      }, settings)
    const german: string[] = []
    page.on('request', (request) => {
      if (/\/assets\/de-/.test(request.url())) german.push(request.url())
    })
    await page.goto('/sign-in')
    await enterCredentials(page)
    await expect(page.getByRole('heading', { level: 1, name: /^Welcome/ })).toBeVisible()
    // The second language is loaded by those who speak it.
    expect(german).toEqual([])
    try {
      const chosen = { languageCode: 'de', cultureCode: 'de-DE', timeZone: 'Pacific/Kiritimati' }
      expect(await choose(chosen)).toBe(200)
      await page.reload()
      await expect(page.getByRole('heading', { level: 1, name: /^Willkommen/ })).toBeVisible()
      expect(german.length).toBeGreaterThan(0)
      await page.getByRole('button', { name: / \| / }).click()
      await expect(page.getByText('Pacific/Kiritimati')).toBeVisible()
    } finally {
      expect(await choose({ languageCode: 'en-US', cultureCode: 'en-US', timeZone: null })).toBe(200)
    }
  })
})
