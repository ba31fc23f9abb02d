import type { Locator } from '@playwright/test'
import { pngFile } from './files'
import {
  confirmAction,
  expect,
  goToOverview,
  listPath,
  openWizard,
  row,
  rowMenu,
  test,
  uniqueName,
} from './fixtures'

// What each step of the wizard shows (spec console C-040 to C-048).

/** The names of the buttons below the step, left to right. */
async function footer(dialog: Locator): Promise<string[]> {
  const names = ['Close', 'Back', 'Next', 'Add', 'View details']
  const all = await dialog.getByRole('button').allTextContents()
  return all.filter((name) => names.includes(name))
}

/** The label of each pair of the overview with what stands beside it. */
async function pairs(dialog: Locator): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  for (const label of await dialog.getByRole('term').all()) {
    const values = label.locator('xpath=following-sibling::dd')
    found[await label.innerText()] = await values.allInnerTexts()
  }
  return found
}

test('C-040, C-X6 four numbered steps, the buttons of each, and no need of a module', async ({ page }) => {
  const name = uniqueName('Four steps')
  const dialog = await openWizard(page)
  await expect(page.getByRole('heading', { name: 'API tokens', includeHidden: true })).toBeAttached()
  const steps = dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')
  await expect(steps).toHaveText(['1General', '2Modules', '3Overview', '4Summary'])
  await expect(steps.nth(0)).toHaveAttribute('aria-current', 'step')
  expect(await footer(dialog)).toEqual(['Close', 'Back', 'Next'])
  await expect(dialog.getByRole('button', { name: 'Back' })).toBeDisabled()

  await dialog.getByLabel('API token name').fill(name)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(steps.nth(1)).toHaveAttribute('aria-current', 'step')
  await expect(steps).toHaveText(['General(done)', '2Modules', '3Overview', '4Summary'])
  await expect(dialog.getByRole('button', { name: 'Back' })).toBeEnabled()
  expect(await footer(dialog)).toEqual(['Close', 'Back', 'Next'])

  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(steps).toHaveText(['General(done)', 'Modules(done)', '3Overview', '4Summary'])
  expect(await footer(dialog)).toEqual(['Close', 'Back', 'Add'])

  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(steps).toHaveText(['General(done)', 'Modules(done)', 'Overview(done)', '4Summary'])
  expect(await footer(dialog)).toEqual(['Close', 'View details'])
  await dialog.getByRole('button', { name: 'Close' }).click()
  await confirmAction(page, rowMenu(page, name), 'Delete')
})

test('C-041, C-042 General has its fields, and only what is optional is marked', async ({ page }) => {
  const dialog = await openWizard(page)
  await expect(dialog.getByText('Logo Optional', { exact: true })).toBeVisible()
  await expect(dialog.getByText('Description Optional', { exact: true })).toBeVisible()
  await expect(dialog.getByText('Optional')).toHaveCount(2)
  await expect(dialog.getByText('API token name', { exact: true })).toBeVisible()
  await expect(dialog.getByLabel('API token name')).toHaveAttribute('placeholder', 'Enter API token name')
  await expect(dialog.getByLabel(/^Description/)).toHaveAttribute('placeholder', 'Enter description')
  await expect(dialog.getByText(/5 MB.*\.jpg and \.png/)).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Add logo' })).toBeVisible()
})

test('C-041 a logo is chosen with a click', async ({ page }) => {
  const dialog = await openWizard(page)
  const choosing = page.waitForEvent('filechooser')
  await dialog.getByRole('button', { name: 'Add logo' }).click()
  await (await choosing).setFiles(pngFile('counter.png'))
  await expect(dialog.getByAltText('Preview of the logo')).toBeVisible()
})

test('C-044, C-X8 Modules lists what is enabled for the account, by name, and filters it', async ({
  page,
}) => {
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill('Ledger sync')
  await dialog.getByRole('button', { name: 'Next' }).click()
  const modules = dialog.getByRole('group', { name: 'Modules' }).getByRole('checkbox')
  await expect(modules).toHaveCount(4)
  const names = await dialog.getByRole('group', { name: 'Modules' }).locator('label').allInnerTexts()
  // Orders exists and is another account's.
  expect(names).toEqual(['Access Management', 'Account Management', 'Billing', 'Catalog'])
  await expect(dialog.getByText('Invoices and credit notes.')).toBeVisible()

  const search = dialog.getByPlaceholder('Search')
  await search.fill('CREDIT NOTES')
  await expect(modules).toHaveCount(1)
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toBeVisible()
  await search.fill('manage')
  await expect(dialog.getByRole('checkbox', { name: 'Access Management' })).toBeVisible()
  await expect(dialog.getByRole('checkbox', { name: 'Billing' })).toHaveCount(0)

  // none is enough.
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'Overview' })).toBeVisible()
})

test('C-045 Overview shows what was entered, and a dash for what was not', async ({ page }) => {
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill('Ledger sync')
  await goToOverview(dialog)
  expect(await pairs(dialog)).toEqual({
    Name: ['Ledger sync'],
    Logo: ['—'],
    Description: ['—'],
    Modules: ['—'],
  })
  await dialog.getByRole('button', { name: /^Modules/ }).click()
  await dialog.getByRole('checkbox', { name: 'Catalog' }).check()
  await dialog.getByRole('checkbox', { name: 'Billing' }).check()
  await dialog.getByRole('button', { name: /^General/ }).click()
  await dialog.getByLabel(/^Description/).fill('Two lines\nof it')
  await goToOverview(dialog)
  expect(await pairs(dialog)).toEqual({
    Name: ['Ledger sync'],
    Logo: ['—'],
    Description: ['Two lines\nof it'],
    Modules: ['Billing\nMOD-5101', 'Catalog\nMOD-5102'],
  })
})

test('C-047, C-048 Summary tells what was created, and has no way back', async ({ page }) => {
  const name = uniqueName('Summary')
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill(name)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('checkbox', { name: 'Billing' }).check()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'Summary' })).toBeVisible()

  await expect(dialog.getByRole('columnheader')).toHaveText(['Name', 'Modules'])
  const cells = dialog.getByRole('cell')
  await expect(cells.nth(0)).toHaveText(new RegExp(`^${name}TKN-\\d{4}-\\d{4}$`))
  await expect(cells.nth(1)).toHaveText('BillingMOD-5101')
  await expect(dialog.getByText('The API token has been created.')).toBeVisible()
  await expect(dialog.getByText(/^Select View details/)).toBeVisible()
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('button')).toHaveCount(0)
  // the secret is read on the details page.
  await expect(dialog.getByText(/idt:/)).toHaveCount(0)

  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(page).toHaveURL(listPath)
  await expect(row(page, name)).toBeVisible()
  await confirmAction(page, rowMenu(page, name), 'Delete')
})
