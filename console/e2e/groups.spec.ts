import type { Page } from '@playwright/test'
import {
  callApi,
  expect,
  expectAccessible,
  expectFits,
  groupsPath,
  listPath,
  makeToken,
  row,
  rowMenu,
  test,
  uniqueName,
} from './fixtures'

async function makeGroup(page: Page, name: string, modules: string[]): Promise<string> {
  const { status, body } = await callApi(page, 'POST', 'accounts/user-groups', {
    name,
    modules: modules.map((id) => ({ id })),
  })
  expect(status).toBe(201)
  return body.id ?? ''
}

test('C-080 to C-084 a group is added, viewed, edited and deleted, by keyboard alone', async ({ page }) => {
  const name = uniqueName('Bookkeeping')
  await page.goto(groupsPath)
  await expect(row(page, 'Administrators')).toContainText('All modules')
  await expect(row(page, 'Administrators')).toContainText('Default')
  const press = async (label: string | RegExp) => {
    await dialog.getByRole('button', { name: label, exact: typeof label === 'string' }).focus()
    await page.keyboard.press('Enter')
  }
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Add group' })
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    '1General',
    '2Modules',
    '3Users',
    '4Overview',
    '5Summary',
  ])
  await press('Next')
  await expect(dialog.getByLabel('Group name')).toHaveAccessibleDescription('Enter a name.')
  await expect(dialog.getByLabel('Group name')).toBeFocused()
  await page.keyboard.type(name)
  await page.keyboard.press('Enter')
  await press('Next')
  // C-044: a group needs a module.
  await expect(dialog.getByRole('alert')).toHaveText('Choose at least one module.')
  await dialog.getByRole('checkbox', { name: 'Billing' }).focus()
  await page.keyboard.press('Space')
  await press('Next')
  await dialog.getByRole('checkbox', { name: 'Robin Birch' }).focus()
  await page.keyboard.press('Space')
  await press('Next')
  await expect(dialog.getByRole('definition')).toHaveText([name, '—', /^Billing/, /^Robin Birch/])
  await press('Add')
  await expect(dialog.getByText('The group has been created.')).toBeVisible()
  await expectAccessible(page)
  await press('View details')
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

  await expect(page.getByRole('tab')).toHaveText(['General', 'Modules', 'Users', 'Details', 'Audit trail'])
  await page.getByRole('tab', { name: 'Users' }).click()
  await expect(page.getByRole('table', { name: 'Users' })).toContainText('administrator@birch-retail.example')
  await page.setViewportSize({ width: 320, height: 900 })
  await expectFits(page)
  await page.setViewportSize({ width: 1440, height: 900 })

  // C-084: with users it is not deleted, and the question says so.
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  const question = page.getByRole('dialog', { name: 'Delete group' })
  await expect(question).toContainText('Remove them from the group first')
  await question.getByRole('button', { name: 'Delete' }).click()
  await expect(question.getByRole('alert')).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Close' }).click()

  await page.getByRole('button', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit group' })
  await edit.getByLabel('Group name').fill(`${name} two`)
  await edit.getByRole('button', { name: /^Users/ }).click()
  await edit.getByRole('checkbox', { name: 'Robin Birch' }).uncheck()
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { level: 1, name: `${name} two` })).toBeVisible()
  await expect(page.getByText('Nobody is in this group.')).toBeVisible()
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Delete' }).click()
  await page.getByRole('dialog', { name: 'Delete group' }).getByRole('button', { name: 'Delete' }).click()
  await expect(page).toHaveURL(groupsPath)
  await expect(row(page, `${name} two`)).toHaveCount(0)
})

test('C-083 the default group cannot be deleted, and removing a module from it warns', async ({ page }) => {
  await page.goto(listPath)
  const token = await makeToken(page, uniqueName('Cascade'), ['MOD-5102'])
  const group = await makeGroup(page, uniqueName('Cascade'), ['MOD-5102'])
  await page.goto(groupsPath)
  await rowMenu(page, 'Administrators').click()
  await expect(page.getByRole('menuitem')).toHaveText(['Edit'])
  await page.getByRole('menuitem', { name: 'Edit' }).click()
  const dialog = page.getByRole('dialog', { name: 'Edit group' })
  await dialog.getByRole('button', { name: /^Modules/ }).click()
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await dialog.getByRole('checkbox', { name: 'Catalog' }).uncheck()
  const warning = dialog.getByRole('alert')
  await expect(warning).toContainText('Groups and API tokens lose these modules')
  await expect(warning).toContainText(/\d+ API tokens? and \d+ other groups? have them now/)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await page
    .getByRole('dialog', { name: 'Discard your changes?' })
    .getByRole('button', { name: 'Discard' })
    .click()
  await expect(dialog).toBeHidden()
  await callApi(page, 'DELETE', `accounts/api-tokens/${token.id}`)
  await callApi(page, 'DELETE', `accounts/user-groups/${group}`)
})

test('C-080 the server knows each property of groups', async ({ page }) => {
  const conditions: unknown[][] = [
    ...['name', 'id', 'description', 'module', 'user', 'user-id'].map((property) => [
      property,
      'contains',
      'x',
    ]),
    ['default', 'eq', 'true'],
    ['default', 'none', 'true'],
    ['created', 'on', '2026-03-05'],
    ['user', 'empty'],
  ]
  await page.goto(groupsPath)
  for (const condition of conditions) {
    const answer = page.waitForResponse((response) =>
      new URL(response.url()).pathname.endsWith('/user-groups'),
    )
    await page.goto(`${groupsPath}?filter=${encodeURIComponent(JSON.stringify([condition]))}`)
    expect((await answer).status(), JSON.stringify(condition)).toBe(200)
  }
  const answer = page.waitForResponse((response) => new URL(response.url()).pathname.endsWith('/user-groups'))
  await page.goto(`${groupsPath}?sort=name,-id,default,-description,created&q=adm`)
  expect((await answer).status()).toBe(200)
  await expect(row(page, 'Administrators')).toBeVisible()
})
