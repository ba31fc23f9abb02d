import {
  callApi,
  expect,
  expectAccessible,
  listPath,
  makeToken,
  row,
  rowMenu,
  test,
  uniqueName,
  type AddedToken,
} from './fixtures'
import type { Page } from '@playwright/test'

const remove = (page: Page, { id }: AddedToken) => callApi(page, 'DELETE', `accounts/api-tokens/${id}`)

test('C-032, C-060 to C-063 a token is edited from its row, by keyboard alone', async ({ page }) => {
  await page.goto(listPath)
  const token = await makeToken(page, uniqueName('Edited'), ['MOD-5101'])
  await page.reload()
  await rowMenu(page, token.name).focus()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem')).toHaveText(['Disable', 'Edit', 'Delete'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Edit API token' })
  await expect(dialog.getByLabel('API token name')).toHaveValue(token.name)
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    '1General',
    'Modules(done)',
  ])
  await dialog.getByLabel(/^Description/).focus()
  await page.keyboard.type('What it is for')
  await dialog.getByRole('button', { name: /^Modules/ }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toBeChecked()
  await dialog.getByRole('checkbox', { name: 'Catalog' }).focus()
  await page.keyboard.press('Space')
  await dialog.getByRole('button', { name: 'Save' }).focus()
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(page.getByText(`API token ${token.name} is saved.`).first()).toBeAttached()
  await expect(row(page, token.name)).toContainText('2 modules')

  await page.getByRole('link', { name: token.name, exact: true }).click()
  await expect(page.getByText('What it is for')).toBeVisible()
  await expect(page.getByRole('list', { name: 'Modules' }).getByRole('listitem')).toHaveText([
    'Billing',
    'Catalog',
  ])
  await remove(page, token)
})

test('C-052 to C-057, C-X4 the tabs show the token, and the address holds which is open', async ({
  page,
}) => {
  await page.goto(listPath)
  const token = await makeToken(page, uniqueName('Tabs'), ['MOD-5101'])
  await callApi(page, 'POST', `accounts/api-tokens/${token.id}/disable`)
  await page.goto(`${listPath}/${token.id}`)
  await page.getByRole('tab', { name: 'Modules' }).click()
  await expect(page).toHaveURL(/tab=modules/)
  await expect(page.getByRole('table', { name: 'Modules' })).toContainText('Invoices and credit notes.')
  await page.getByRole('tab', { name: 'Details' }).click()
  await expect(page.getByRole('table', { name: 'Latest events' }).getByRole('row')).toHaveCount(4)
  await expect(page.getByRole('table').getByRole('row').nth(3)).toContainText(/^Created.*Robin Birch/)
  await page.getByRole('tab', { name: 'Audit trail' }).click()
  await expect(page.getByText('1-2 of 2 rows')).toBeVisible()
  await expect(page.getByRole('columnheader', { name: 'Object' })).toHaveCount(0)
  await page
    .getByRole('columnheader', { name: 'Date' })
    .getByRole('button', { name: 'Date', exact: true })
    .click()
  await expect(page).toHaveURL(/tab=audit.*sort=date/)
  await page.reload()
  await expect(page.getByRole('tab', { name: 'Audit trail' })).toHaveAttribute('aria-selected', 'true')
  await remove(page, token)
})

test('C-063 a token that somebody else has changed meanwhile shows both versions', async ({ page }) => {
  await page.goto(listPath)
  const token = await makeToken(page, uniqueName('Conflict'))
  await page.goto(`${listPath}/${token.id}`)
  await page.getByRole('button', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit API token' })
  await dialog.getByLabel('API token name').fill(`${token.name} mine`)
  await callApi(page, 'PUT', `accounts/api-tokens/${token.id}`, { name: `${token.name} theirs` })
  await dialog.getByRole('button', { name: 'Save' }).click()
  const versions = dialog.getByRole('table', { name: 'There is a newer version' })
  await expect(versions.getByRole('cell')).toHaveText([`${token.name} mine`, `${token.name} theirs`])
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Save mine' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${token.name} mine` })).toBeVisible()
  await remove(page, token)
})

test('several tokens are disabled and deleted, with a result for each', async ({ page }) => {
  await page.goto(listPath)
  const word = uniqueName('Bulk').split(' ')[1] ?? ''
  const made = []
  for (let at = 0; at < 3; at++) made.push(await makeToken(page, `${word} ${at}`))
  await page.goto(`${listPath}?q=${word}&sort=name`)
  await expect(page.getByText('1-3 of 3 rows')).toBeVisible()
  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check()
  await callApi(page, 'DELETE', `accounts/api-tokens/${made[1]?.id}`)
  await page.getByRole('button', { name: 'Disable', exact: true }).click()
  const disable = page.getByRole('dialog', { name: 'Disable 3 API tokens' })
  await disable.getByRole('button', { name: 'Disable' }).click()
  await expect(disable.getByText('2 of 3 changed. 1 failed.')).toBeVisible()
  await expect(disable.getByRole('listitem').nth(1)).toContainText('It does not exist any more.')
  await expectAccessible(page)
  await disable.getByRole('button', { name: 'Close' }).click()
  await expect(row(page, `${word} 0`)).toContainText('Disabled')
  await expect(row(page, `${word} 2`)).toContainText('Disabled')

  await page.getByRole('checkbox', { name: 'Select all rows on this page' }).check()
  await page.getByRole('button', { name: 'Delete', exact: true }).click()
  const question = page.getByRole('dialog', { name: 'Delete 2 API tokens' })
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(question.getByText('2 of 2 changed. 0 failed.')).toBeVisible()
  await question.getByRole('button', { name: 'Close' }).click()
  await expect(page.getByText('Nothing matches')).toBeVisible()
})

test('C-102 the command to copy works with the secret, and does not hold it', async ({
  page,
  context,
  request,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(listPath)
  const token = await makeToken(page, uniqueName('Curl'))
  await page.goto(`${listPath}/${token.id}`)
  await page.getByRole('button', { name: 'Copy as curl' }).click()
  const command = await page.evaluate(() => navigator.clipboard.readText())
  expect(command).toMatch(/^curl '.*' -H "Authorization: Bearer \$JETON_TOKEN"$/)
  expect(command).not.toContain('idt:')
  await page.getByRole('button', { name: 'Copy API token' }).click()
  await expect(page.getByText('The API token is copied.').first()).toBeAttached()
  const secret = await page.evaluate(() => navigator.clipboard.readText())
  const address = /'(.*)'/.exec(command)?.[1] ?? ''
  const answer = await request.get(address, { headers: { Authorization: `Bearer ${secret}`, Cookie: '' } })
  expect(answer.status()).toBe(200)
  await remove(page, token)
})
