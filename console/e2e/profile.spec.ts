import { enterCredentials, expect, expectAccessible, hasCredentials, listPath, test } from './fixtures'

test.use({ storageState: { cookies: [], origins: [] }, colorScheme: 'light', locale: 'en-GB' })

test('C-107 a person chooses language and formats, and how the console looks', async ({ page }) => {
  test.skip(!hasCredentials, 'needs an e-mail and a password')
  await page.goto(listPath)
  await enterCredentials(page)
  await page.getByRole('button', { name: / \| / }).click()
  await page.getByRole('link', { name: 'My profile' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My profile' })).toBeVisible()

  await page.getByLabel('Dark').check()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'dark')
  await page.reload()
  await expect(page.getByLabel('Dark')).toBeChecked()
  await page.getByLabel('Same as system').check()
  await expect(page.locator('html')).toHaveAttribute('data-mantine-color-scheme', 'light')

  await page.getByLabel('Language').selectOption('Deutsch')
  await page.getByLabel('Time zone').selectOption('Pacific/Kiritimati')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Mein Profil' })).toBeVisible()
  await expect(page.getByLabel('Zeitzone')).toHaveValue('Pacific/Kiritimati')
  await expectAccessible(page)
  await page.getByLabel('Sprache').selectOption('Wie im Browser')
  await page.getByLabel('Zeitzone').selectOption({ index: 0 })
  await page.getByRole('button', { name: 'Speichern' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'My profile' })).toBeVisible()
})

test('C-107 a wrong current password is reported, and nothing changes', async ({ page }) => {
  test.skip(!hasCredentials, 'needs an e-mail and a password')
  await page.goto('/administration/profile')
  await enterCredentials(page)
  await page.getByLabel('Current password', { exact: true }).fill('not-the-Password-1')
  await page.getByLabel('New password', { exact: true }).fill('Better-2-password')
  await page.getByLabel('Confirm password', { exact: true }).fill('Better-2-password')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByLabel('Current password', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
})
