import { pngFile } from './files'
import { accountPath, allTokensPath, expect, expectFits, row, signInAsOperations, test } from './fixtures'

test('C-089 the account is viewed and edited', async ({ page }) => {
  await page.goto(accountPath)
  await expect(page.getByRole('heading', { level: 1, name: 'Birch Retail' })).toBeVisible()
  await expect(page.getByRole('tab')).toHaveText(['General', 'Modules', 'Details', 'Audit trail'])
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit account' })
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    '1General',
    'Additional data(done)',
    'Headquarters address(done)',
  ])
  await dialog.getByLabel('Logo file').setInputFiles(pngFile('account.png'))
  await expect(dialog.getByAltText('Preview of the logo')).toBeVisible()
  await dialog.getByRole('button', { name: /^Additional data/ }).click()
  await dialog.getByLabel(/^Website/).fill('https://birch-retail.example')
  await dialog.getByRole('button', { name: /^Headquarters address/ }).click()
  await dialog.getByLabel(/^City/).fill('Leeds')
  await dialog.getByLabel(/^Country/).fill('GB')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('https://birch-retail.example')).toBeVisible()
  await expect(page.getByText('Leeds')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 900 })
  await expectFits(page)
})

test.describe('as Operations', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('C-014, C-034 the lists of all accounts and of all their tokens', async ({ page }) => {
    await signInAsOperations(page)
    await page.goto('/administration/accounts')
    await expect(page.getByRole('table').getByText('Birch Retail', { exact: true })).toBeVisible()
    await expect(page.getByRole('table').getByText('Cedar Cloud', { exact: true })).toBeVisible()
    for (const path of [
      'filter=[["type","any","Client"],["status","ne","Disabled"],["external-id","empty"],["created","on","2026-03-05"]]',
      'sort=name,-id,type,status,external-id&q=birch',
    ]) {
      const answer = page.waitForResponse((response) => response.url().includes('/accounts/accounts?'))
      await page.goto(`/administration/accounts?${path}`)
      expect((await answer).status(), path).toBe(200)
    }
    const filter = '[["account","starts","Birch"]]'
    await page.goto(`${allTokensPath}?filter=${encodeURIComponent(filter)}`)
    await expect(row(page, 'Fixture billing')).toContainText('ACC-5101-0002')
    await page.goto(
      `${allTokensPath}?filter=${encodeURIComponent('[["account","starts","Cedar"]]')}&sort=-account,account-id`,
    )
    await expect(page.getByText('Nothing matches')).toBeVisible()
    // Its address begins with that of the list of accounts.
    await expect(
      page
        .getByRole('navigation', { name: 'Settings' })
        .getByRole('link')
        .and(page.locator('[aria-current]')),
    ).toHaveText(['All API tokens'])
    await page.setViewportSize({ width: 320, height: 900 })
    await page.goto(allTokensPath)
    await expect(row(page, 'Fixture billing')).toBeVisible()
    await expectFits(page)
  })
})
