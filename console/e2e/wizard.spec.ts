import { paddedPngFile, dropFile, pngFile } from './files'
import {
  addToken,
  askForAction,
  confirmAction,
  expect,
  expectAccessible,
  goToOverview,
  openWizard,
  row,
  rowMenu,
  test,
  uniqueName,
  wizard,
} from './fixtures'

const logoBytesMax = 5 * 1024 * 1024

test('C-043 a name that breaks the rules is refused at the field', async ({ page }) => {
  const dialog = await openWizard(page)
  const name = dialog.getByLabel('API token name')
  const next = dialog.getByRole('button', { name: 'Next' })

  await next.click()
  await expect(name).toBeFocused()
  await expect(name).toHaveAccessibleDescription(/Enter a name/)
  await expectAccessible(page)

  for (const wrong of ['   ', 'Ledger [sync]', 'a/b', 'under_score', 'Coin 🪙']) {
    await name.fill(wrong)
    await next.click()
    await expect(name).toHaveAttribute('aria-invalid', 'true')
    await expect(name).toBeFocused()
  }
  await name.fill('é'.repeat(201))
  await next.click()
  await expect(name).toHaveAccessibleDescription(/at most 200/)

  // Outside the basic plane: one code point, two code units.
  await name.fill('𝟘'.repeat(200))
  await next.click()
  await expect(dialog.getByRole('heading', { name: 'Modules' })).toBeVisible()
})

test('C-043 a description longer than 2000 characters is refused at the field', async ({ page }) => {
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill('Ledger sync')
  const description = dialog.getByLabel(/^Description/)
  await description.fill('d'.repeat(2001))
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(description).toBeFocused()
  await expect(description).toHaveAccessibleDescription(/at most 2,000/)
  await description.fill('😀'.repeat(2000))
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'Modules' })).toBeVisible()
})

test('C-043 a logo that is too large or no image is refused at the field', async ({ page }) => {
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill('Ledger sync')
  const square = dialog.getByRole('button', { name: 'Add logo' })

  await dropFile(square, paddedPngFile('large.png', logoBytesMax + 1))
  await expect(square).toHaveAccessibleDescription(/larger than 5 MB/)
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(square).toBeFocused()
  await expectAccessible(page)

  await dialog.getByLabel('Logo file').setInputFiles({
    name: 'notes.png',
    mimeType: 'image/png',
    buffer: Buffer.from('These are notes, not pixels.'),
  })
  await expect(square).toHaveAccessibleDescription(/not a \.jpg or \.png/)

  await dropFile(square, { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('notes') })
  await expect(square).toHaveAccessibleDescription(/not a \.jpg or \.png/)

  await dropFile(square, pngFile('counter.png'))
  await expect(dialog.getByAltText('Preview of the logo')).toBeVisible()
  await dialog.getByRole('button', { name: 'Remove logo' }).click()
  await expect(square).toBeVisible()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'Modules' })).toBeVisible()
})

test('a logo of exactly 5 MB is accepted by page and server', async ({ page }) => {
  const name = uniqueName('Large logo')
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill(name)
  await dialog.getByLabel('Logo file').setInputFiles(paddedPngFile('large.png', logoBytesMax))
  await expect(dialog.getByAltText('Preview of the logo')).toBeVisible()
  await goToOverview(dialog)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'Summary' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await confirmAction(page, rowMenu(page, name), 'Delete')
})

test('C-049 what was entered survives going back and forth, and is asked about before it is lost', async ({
  page,
}) => {
  const text = uniqueName('Unsaved')
  const dialog = await openWizard(page)
  const name = dialog.getByLabel('API token name')
  await name.fill(text)
  await dialog.getByRole('button', { name: 'Next' }).click()
  const search = dialog.getByLabel('Search modules')
  await search.fill('bill')
  await expect(dialog.getByRole('checkbox')).toHaveCount(1)
  await dialog.getByRole('checkbox', { name: 'Billing' }).check()
  await search.fill('no such module')
  await expect(dialog.getByText('No module matches.')).toBeVisible()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(dialog.getByText('Billing', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: /^General/ }).click()
  await expect(dialog.getByRole('heading', { name: 'General' })).toBeFocused()
  await expect(name).toHaveValue(text)

  await page.keyboard.press('Escape')
  const question = page.getByRole('dialog', { name: 'Discard this API token?' })
  await expect(question.getByRole('button', { name: 'Keep editing' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(name).toHaveValue(text)

  await dialog.getByRole('button', { name: 'Close' }).click()
  await question.getByRole('button', { name: 'Discard' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('row').filter({ hasText: text })).toHaveCount(0)
})

test('C-049 an untouched wizard closes without a question and gives the focus back', async ({ page }) => {
  const dialog = await openWizard(page)
  await expect(dialog.getByLabel('API token name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first()).toBeFocused()
})

test('the first step says why Back can not be used', async ({ page }) => {
  const dialog = await openWizard(page)
  const back = dialog.getByRole('button', { name: 'Back' })
  await expect(back).toBeDisabled()
  await expect(back).toHaveAccessibleDescription('This is the first step')
})

test('the wizard works with the keyboard alone', async ({ page }) => {
  const name = uniqueName('Keyboard')
  await page.goto('/administration/settings/api-tokens')
  const add = page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first()
  await expect(add).toBeVisible()
  await tabTo(page, 'Add')
  await page.keyboard.press('Enter')
  const dialog = wizard(page)
  await expect(dialog.getByLabel('API token name')).toBeFocused()
  await page.keyboard.type(name)
  await expect(dialog.getByLabel('API token name')).toHaveValue(name)
  await tabTo(page, 'Next')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: 'Modules' })).toBeFocused()
  await expect(dialog.getByRole('checkbox').first()).toBeVisible()
  await page.keyboard.press('Tab')
  await expect(dialog.getByLabel('Search modules')).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(dialog.getByRole('checkbox').first()).toBeFocused()
  await page.keyboard.press('Space')
  await expect(dialog.getByRole('checkbox').first()).toBeChecked()
  await tabTo(page, 'Next')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: 'Overview' })).toBeFocused()
  await tabTo(page, 'Add')
  await page.keyboard.press('Enter')
  await expect(dialog.getByRole('heading', { name: 'Summary' })).toBeFocused()
  await tabTo(page, 'Close')
  await page.keyboard.press('Enter')
  await expect(dialog).toBeHidden()
  await expect(add).toBeFocused()

  await expect(row(page, name)).toContainText('Active')
  await tabTo(page, `Actions for ${name}`)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Disable' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Edit' })).toBeFocused()
  await page.keyboard.press('ArrowDown')
  await expect(page.getByRole('menuitem', { name: 'Delete' })).toBeFocused()
  await page.keyboard.press('Enter')
  const question = page.getByRole('dialog', { name: 'Delete API token' })
  await expect(question.getByRole('button', { name: 'Close' })).toBeFocused()
  await tabTo(page, 'Delete')
  await page.keyboard.press('Enter')
  await expect(question).toBeHidden()
  await expect(page.getByRole('link', { name, exact: true })).toHaveCount(0)
})

test('closing a question gives the focus back to the row menu', async ({ page }) => {
  const { name } = await addToken(page, uniqueName('Focus'))
  await rowMenu(page, name).click()
  await expect(page.getByRole('menu')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('menu')).toHaveCount(0)
  await expect(rowMenu(page, name)).toBeFocused()
  const question = await askForAction(page, rowMenu(page, name), 'Disable')
  await expect(question).toContainText(name)
  await expect(question.getByRole('button', { name: 'Close' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(rowMenu(page, name)).toBeFocused()
  await confirmAction(page, rowMenu(page, name), 'Delete')
})

/** Presses Tab until the focused element has the accessible name. */
async function tabTo(page: import('@playwright/test').Page, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    const focused = await page.evaluate(() => {
      const element = document.activeElement
      return (element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim()
    })
    if (focused === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The keyboard does not reach "${name}"`)
}
