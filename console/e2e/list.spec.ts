import {
  addToken,
  apiPath,
  askForAction,
  confirmAction,
  expect,
  expectAccessible,
  listPath,
  row,
  rowMenu,
  test,
  uniqueName,
} from './fixtures'

test('C-021 the URL holds page and size, and a page past the end becomes the last one', async ({ page }) => {
  const names = Array.from({ length: 6 }, (_, index) => `${uniqueName('Paging')} ${index}`)
  for (const name of names) await addToken(page, name)

  await page.goto(`${listPath}?size=5`)
  await expect(page.getByRole('table')).toBeVisible()
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Next' }).click()
  await expect(page).toHaveURL(`${listPath}?page=2&size=5`)
  await page.reload()
  await expect(page.getByLabel('Page number')).toHaveValue('2')
  await page.goBack()
  await expect(page.getByLabel('Page number')).toHaveValue('1')
  await expect(page.getByRole('button', { name: 'Previous' })).toHaveAccessibleDescription(
    'This is the first page',
  )

  await page.getByLabel('Page number').fill('999')
  await page.getByLabel('Page number').press('Enter')
  await expect(page).not.toHaveURL(/page=999/)
  await expect(page.getByRole('button', { name: 'Next' })).toHaveAccessibleDescription(
    'This is the last page',
  )
  await page.goto(`${listPath}?page=999&size=5`)
  await expect(page).not.toHaveURL(/page=999/)

  await page.goto(`${listPath}?size=100`)
  for (const name of names) {
    await confirmAction(page, rowMenu(page, name), 'Delete')
    await expect(row(page, name)).toHaveCount(0)
  }
})

test('C-029 a failure is shown with a way to try again', async ({ page }) => {
  await page.route(`**${apiPath}?**`, (route) =>
    route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'Internal Server Error', status: 500 }),
    }),
  )
  await page.goto(listPath)
  await expect(page.getByRole('alert')).toContainText('The server has a problem')
  await expectAccessible(page)
  await page.unroute(`**${apiPath}?**`)
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('alert')).toHaveCount(0)
})

test('C-073 a conflict shows the reason and the present state', async ({ page, context }) => {
  const { name } = await addToken(page, uniqueName('Conflict'))
  await expect(row(page, name)).toContainText('Active')
  const other = await context.newPage()
  await other.goto(listPath)

  // The question is open before the other tab acts: a list read again would offer something else.
  const disable = await askForAction(page, rowMenu(page, name), 'Disable')
  await other.bringToFront()
  await confirmAction(other, rowMenu(other, name), 'Disable')
  await expect(row(other, name)).toContainText('Disabled')
  await page.bringToFront()
  await disable.getByRole('button', { name: 'Disable' }).click()
  await expect(page.getByText(/Nothing was changed/).first()).toBeAttached()
  await expect(disable).toBeHidden()
  await expect(row(page, name)).toContainText('Disabled')

  const enable = await askForAction(page, rowMenu(page, name), 'Enable')
  await other.bringToFront()
  await confirmAction(other, rowMenu(other, name), 'Delete')
  await page.bringToFront()
  await enable.getByRole('button', { name: 'Enable' }).click()
  await expect(page.getByText(/does not exist any more/).first()).toBeAttached()
  await expect(row(page, name)).toHaveCount(0)
})

test('C-058 an unknown address and an unknown token show the not-found page', async ({ page }) => {
  for (const path of ['/administration/nothing', `${listPath}/TKN-0000-0000`]) {
    await page.goto(path)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible()
    await expectAccessible(page)
  }
})
