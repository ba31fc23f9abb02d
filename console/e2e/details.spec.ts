import { addToken, confirmAction, expect, expectAccessible, listPath, test, uniqueName } from './fixtures'

test('C-050, C-051, C-053, C-X1 the details page shows what the token is and where it is for', async ({
  page,
  context,
  baseURL,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const { id, name } = await addToken(page, uniqueName('Details'))
  await page.goto(`${listPath}/${id}`)
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByText(`API token ${id}`, { exact: true })).toBeVisible()
  const main = page.getByRole('main')
  await expect(main.getByText('Birch Retail', { exact: true })).toBeVisible()
  await expect(main.getByText('ACC-5101-0002', { exact: true })).toBeVisible()
  await expect(main.getByRole('term')).toHaveText([
    'Account',
    'Last access',
    'Description',
    'API endpoint',
    'API token',
    'Modules',
    'Try it',
  ])
  await expect(main.getByRole('definition').nth(1)).toHaveText('—')
  await expect(main.getByRole('definition').nth(2)).toHaveText('—')
  await expectAccessible(page)
  // C-015: the buttons leave the name its width on a telephone.
  await page.setViewportSize({ width: 320, height: 900 })
  expect((await page.getByRole('heading', { level: 1 }).boundingBox())?.height).toBeLessThan(60)
  await page.setViewportSize({ width: 1440, height: 900 })

  const endpoint = `${baseURL}/public/v1/`
  await expect(main.getByText(endpoint, { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Copy API endpoint' }).click()
  await expect(page.getByText('The API endpoint is copied.').first()).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(endpoint)

  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Disable', 'Delete'])
  await page.keyboard.press('Escape')
  await confirmAction(page, page.getByRole('button', { name: 'Actions', exact: true }), 'Disable')
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await expect(page.getByRole('menuitem')).toHaveText(['Enable', 'Delete'])
  await page.keyboard.press('Escape')
  await confirmAction(page, page.getByRole('button', { name: 'Actions', exact: true }), 'Delete')
  await expect(page).toHaveURL(listPath)
})
