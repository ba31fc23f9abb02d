import type { Page } from '@playwright/test'
import { pngFile } from './files'
import {
  addToken,
  allTokensPath,
  apiPath,
  askForAction,
  confirmAction,
  enterCredentials,
  expect,
  expectAccessible,
  expectFits,
  goToOverview,
  hasCredentials,
  listPath,
  openWizard,
  row,
  rowMenu,
  signInAsOperations,
  test,
  uniqueName,
  wizard,
} from './fixtures'

/** Turns the account's `revealTokens` on or off, as its administrator would through the API. */
async function setReveal(page: Page, revealTokens: boolean): Promise<void> {
  const status = await page.evaluate(async (reveal) => {
    const session = (await (await fetch('/session')).json()) as { account: { id: string }; csrfToken: string }
    const answer = await fetch(`/public/v1/accounts/accounts/${session.account.id}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
      body: JSON.stringify({ revealTokens: reveal }),
    })
    return answer.status
  }, revealTokens)
  expect(status).toBe(200)
}

async function remove(page: Page, name: string): Promise<void> {
  await page.goto(`${listPath}?size=100`)
  await confirmAction(page, rowMenu(page, name), 'Delete')
  await expect(row(page, name)).toHaveCount(0)
}

test('C-048 where secrets are not kept, Summary shows the new one once', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const name = uniqueName('Once')
  await page.goto(listPath)
  await setReveal(page, false)
  try {
    const dialog = await openWizard(page)
    await dialog.getByLabel('API token name').fill(name)
    await goToOverview(dialog)
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    const secret = dialog.getByText(/^idt:TKN-/)
    await expect(secret).toBeVisible()
    await expectAccessible(page)

    await dialog.getByRole('button', { name: 'Close' }).click()
    const question = page.getByRole('dialog', { name: 'Leave without copying the secret?' })
    await expect(question.getByRole('button', { name: 'Go back' })).toBeFocused()
    await expectAccessible(page)
    await page.keyboard.press('Escape')
    await dialog.getByRole('button', { name: 'Copy secret' }).click()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(await secret.textContent())
    await dialog.getByRole('button', { name: 'Close' }).click()
    await expect(dialog).toBeHidden()
    await expect(page.getByText(/idt:TKN-/)).toHaveCount(0)
  } finally {
    await setReveal(page, true)
  }
  await remove(page, name)
})

test('C-049 Back and reload ask before a filled wizard is lost', async ({ page }) => {
  await page.goto('/home')
  await page.getByRole('main').getByRole('link', { name: 'Disabled API tokens' }).click()
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first().click()
  const dialog = wizard(page)
  await dialog.getByLabel('API token name').fill('Almost there')
  await page.goBack()
  const question = page.getByRole('dialog', { name: 'Discard this API token?' })
  await expect(question).toBeVisible()
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Keep editing' }).click()
  await expect(dialog.getByLabel('API token name')).toHaveValue('Almost there')

  let asked = ''
  page.once('dialog', async (browserQuestion) => {
    asked = browserQuestion.type()
    await browserQuestion.accept()
  })
  await page.reload()
  expect(asked).toBe('beforeunload')
  await expect(wizard(page)).toHaveCount(0)
})

test('C-005 a session that ends below a filled wizard says so, and the input is there afterwards', async ({
  page,
  context,
}) => {
  test.skip(!hasCredentials, 'needs an e-mail and a password')
  const name = uniqueName('Interrupted')
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill(name)
  await dialog.getByLabel('Logo file').setInputFiles(pngFile('interrupted.png'))
  await goToOverview(dialog)
  await context.clearCookies()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText(/Your session has ended/)).toBeVisible()
  await expectAccessible(page)
  await enterCredentials(page)
  await expect(wizard(page).getByRole('heading', { name: 'Overview' })).toBeVisible()
  await expect(wizard(page).getByText(name)).toBeVisible()
  await expect(wizard(page).getByAltText('Logo')).toBeVisible()
  await wizard(page).getByRole('button', { name: 'Add', exact: true }).click()
  await expect(wizard(page).getByRole('heading', { name: 'Summary' })).toBeVisible()
  await wizard(page).getByRole('button', { name: 'Close' }).click()
  await remove(page, name)
})

test('C-046 a create whose answer is lost is checked and retried, and there is one token', async ({
  page,
}) => {
  const name = uniqueName('Cut')
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill(name)
  await goToOverview(dialog)
  // The server does its work, and the answer never arrives.
  await page.route(`**${apiPath}`, async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('may or may not have been added')
  await expectAccessible(page)
  await page.unroute(`**${apiPath}`)
  await dialog.getByRole('button', { name: 'Check and retry' }).click()
  await expect(dialog.getByRole('heading', { name: 'Summary' })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await page.goto(`${listPath}?size=100`)
  await expect(row(page, name)).toHaveCount(1)
  await remove(page, name)
})

test('C-021 while the next page loads, the rows on show are out of reach', async ({ page }) => {
  const names = Array.from({ length: 6 }, (_, index) => `${uniqueName('Slow')} ${index}`)
  for (const name of names) await addToken(page, name)
  await page.goto(`${listPath}?size=5`)
  await expect(row(page, names[5] ?? '')).toBeVisible()
  let release = () => {}
  const slow = new Promise<void>((resolve) => (release = resolve))
  await page.route(`**${apiPath}?**offset=5**`, async (route) => {
    await slow
    await route.continue()
  })
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Next' }).click()
  await expect(page.getByText('Loading…')).toBeVisible()
  const menu = page.getByRole('button', { name: /^Actions for/ }).first()
  expect(await menu.evaluate((button) => button.closest('[inert]') !== null)).toBe(true)
  release()
  await expect(row(page, names[0] ?? '')).toBeVisible()
  await expect(page.getByRole('button', { name: `Actions for ${names[0]}` })).toBeVisible()

  // The way back from a row leads to the page that was left.
  await page.getByRole('link', { name: names[0], exact: true }).click()
  await page.getByRole('link', { name: 'Back to API tokens' }).click()
  await expect(page).toHaveURL(`${listPath}?page=2&size=5`)
  for (const name of names) await remove(page, name)
})

test('C-100 the focus stays near: after Delete, and after Discard', async ({ page }) => {
  const first = await addToken(page, uniqueName('Focus first'))
  const second = await addToken(page, uniqueName('Focus second'))
  const dialog = await askForAction(page, rowMenu(page, second.name), 'Delete')
  await dialog.getByRole('button', { name: 'Delete' }).click()
  await expect(row(page, second.name)).toHaveCount(0)
  await expect(page.getByRole('link', { name: first.name, exact: true })).toBeFocused()

  const add = page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first()
  await add.click()
  await wizard(page).getByLabel('API token name').fill('To be thrown away')
  await wizard(page).getByRole('button', { name: 'Close' }).click()
  await page
    .getByRole('dialog', { name: /^Discard/ })
    .getByRole('button', { name: 'Discard' })
    .click()
  await expect(add).toBeFocused()
  await remove(page, first.name)
})

test('A-108 a picture that was cut off, and an empty one, are refused at once', async ({ page }) => {
  const dialog = await openWizard(page)
  const whole = pngFile('cut.png')
  const square = dialog.getByRole('button', { name: 'Add logo' })
  const file = dialog.getByLabel('Logo file')
  await file.setInputFiles({ ...whole, buffer: whole.buffer.subarray(0, whole.buffer.length - 20) })
  await expect(square).toHaveAccessibleDescription(/damaged or incomplete/)
  await expect(dialog.getByRole('button', { name: 'Remove logo' })).toHaveCount(0)
  await file.setInputFiles({ ...whole, buffer: Buffer.alloc(0) })
  await expect(square).toHaveAccessibleDescription(/is empty/)
  await dialog.getByRole('button', { name: 'Continue without a logo' }).click()
  await expect(square).not.toHaveAccessibleDescription(/is empty/)
})

for (const width of [320, 768, 861, 1000, 1170, 1440]) {
  test(`the list and the wizard fit at ${width} px`, async ({ page }) => {
    const { name } = await addToken(page, uniqueName('Width'))
    await page.setViewportSize({ width, height: 900 })
    await expect(rowMenu(page, name)).toBeInViewport({ ratio: 1 })
    await expect(row(page, name).getByText('Active', { exact: true })).toBeInViewport({ ratio: 1 })
    await expectFits(page)

    const dialog = await openWizard(page)
    const frame = await dialog.boundingBox()
    const last = await dialog.getByRole('listitem').last().boundingBox()
    expect((last?.x ?? 0) + (last?.width ?? 0)).toBeLessThanOrEqual((frame?.x ?? 0) + (frame?.width ?? 0))
    await page.keyboard.press('Escape')
    await page.setViewportSize({ width: 1440, height: 900 })
    await remove(page, name)
  })
}

test('a message does not cover the paging', async ({ page }) => {
  await page.setViewportSize({ width: 480, height: 800 })
  const { name } = await addToken(page, uniqueName('Toast'))
  await confirmAction(page, rowMenu(page, name), 'Delete')
  const message = await page.getByText(`API token ${name} is deleted.`).last().boundingBox()
  const next = page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: 'Next' })
  await next.scrollIntoViewIfNeeded()
  const button = await next.boundingBox()
  expect((message?.y ?? 0) + (message?.height ?? 0)).toBeLessThan(button?.y ?? 0)
})

test.describe('as Operations', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('C-034 the list says whose token it is, and so does every question', async ({ page }) => {
    await signInAsOperations(page)
    await page.goto(`${allTokensPath}?size=100`)
    const billing = row(page, 'Fixture billing')
    await expect(billing.getByText('Birch Retail', { exact: true })).toBeVisible()
    await expect(billing.getByText('ACC-5101-0002', { exact: true })).toBeVisible()
    const question = await askForAction(page, rowMenu(page, 'Fixture billing'), 'Disable')
    await expect(question).toContainText('of Birch Retail (ACC-5101-0002)')
    await question.getByRole('button', { name: 'Close' }).click()
  })
})
