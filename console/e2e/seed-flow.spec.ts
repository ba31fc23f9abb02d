import { request } from '@playwright/test'
import { dropFile, pngFile } from './files'
import {
  apiPath,
  confirmAction,
  environment,
  expect,
  expectAccessible,
  listPath,
  row,
  rowMenu,
  secondBrowser,
  test,
  uniqueName,
  wizard,
} from './fixtures'

test('C-074 a token is created, used, disabled, enabled and deleted', async ({
  page,
  context,
  browser,
  baseURL,
  signedIn,
}) => {
  test.setTimeout(180_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const name = uniqueName('Invoice export')
  const outside = await request.newContext({ baseURL })
  const callApi = async (id: string, secret: string) =>
    (
      await outside.get(`${apiPath}/${id}?select=-token`, { headers: { Authorization: `Bearer ${secret}` } })
    ).status()
  const callGateway = async (secret: string) =>
    (
      await outside.get(`${environment.gateway}/billing/`, { headers: { Authorization: `Bearer ${secret}` } })
    ).status()

  await test.step('Settings > API tokens > Add', async () => {
    await page.goto('/home')
    await expect(page.getByRole('heading', { level: 1, name: /^Welcome/ })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Menu', exact: true }).click()
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible()
    await expectAccessible(page)
    await page
      .getByRole('navigation', { name: 'Main' })
      .getByRole('link', { name: /API tokens/ })
      .click()
    await expect(page).toHaveURL(listPath)
    await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible()
    await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first().click()
  })

  const dialog = wizard(page)
  await test.step('General', async () => {
    await expect(dialog.getByRole('heading', { name: 'General' })).toBeVisible()
    await dropFile(dialog.getByRole('button', { name: 'Add logo' }), pngFile('counter.png'))
    await expect(dialog.getByAltText('Preview of the logo')).toBeVisible()
    await dialog.getByLabel('API token name').fill(name)
    await dialog.getByLabel(/^Description/).fill('Sends the invoices of the day to the ledger')
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Next' }).click()
  })

  await test.step('Modules', async () => {
    await expect(dialog.getByRole('heading', { name: 'Modules' })).toBeVisible()
    await dialog.getByLabel('Billing', { exact: true }).check()
    await dialog.getByLabel('Access Management', { exact: true }).check()
    await expectAccessible(page)
    await dialog.getByRole('button', { name: 'Next' }).click()
  })

  await test.step('Overview', async () => {
    await expect(dialog.getByRole('heading', { name: 'Overview' })).toBeVisible()
    await expect(dialog.getByText(name, { exact: true })).toBeVisible()
    await expect(dialog.getByAltText('Logo')).toBeVisible()
    await expect(dialog.getByText('Sends the invoices of the day to the ledger')).toBeVisible()
    await expect(dialog.getByText('Billing', { exact: true })).toBeVisible()
    await expect(dialog.getByText('Access Management', { exact: true })).toBeVisible()
    await expectAccessible(page)
  })

  await test.step('one creation although Add is clicked twice', async () => {
    const creations: string[] = []
    page.on('request', (sent) => {
      if (sent.method() === 'POST' && new URL(sent.url()).pathname === apiPath) creations.push(sent.url())
    })
    await dialog.getByRole('button', { name: 'Add', exact: true }).dblclick()
    await expect(dialog.getByRole('heading', { name: 'Summary' })).toBeVisible()
    await expect(dialog.getByText('2 modules')).toBeVisible()
    await expectAccessible(page)
    expect(creations).toHaveLength(1)
  })

  await test.step('View details', async () => {
    await dialog.getByRole('button', { name: 'View details' }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText('Active', { exact: true }).first()).toBeVisible()
    await expectAccessible(page)
  })
  const id = /TKN-\d{4}-\d{4}/.exec(page.url())?.[0] ?? ''

  const secret = await test.step('the secret is masked, shown, and copied', async () => {
    await expect(page.getByText(/^idt:/)).toHaveCount(0)
    await page.getByRole('button', { name: 'Copy API token' }).click()
    await expect(page.getByText('The API token is copied.').first()).toBeAttached()
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    expect(copied.split(':').slice(0, 2)).toEqual(['idt', id])
    await page.getByRole('button', { name: 'Show API token' }).click()
    await expect(page.getByText(copied, { exact: true })).toBeVisible()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Hide API token' }).click()
    await expect(page.getByText(copied, { exact: true })).toHaveCount(0)
    await page.reload()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText(/^idt:/)).toHaveCount(0)
    return copied
  })

  await test.step('the secret opens the API and the gateway', async () => {
    expect(await callApi(id, secret)).toBe(200)
    if (environment.gateway) await expect.poll(() => callGateway(secret)).toBe(200)
  })

  const second = await secondBrowser(browser, baseURL, signedIn)
  await test.step('a second browser sees the new row', async () => {
    await second.page.goto(listPath)
    await expect(row(second.page, name)).toContainText('Active')
    await expect(row(second.page, name)).toContainText('2 modules')
  })

  await test.step('disabled: refused', async () => {
    await page.getByRole('link', { name: 'Back to API tokens' }).click()
    await expect(row(page, name)).toContainText('Active')
    await confirmAction(page, rowMenu(page, name), 'Disable')
    await expect(row(page, name)).toContainText('Disabled')
    expect(await callApi(id, secret)).toBe(401)
    if (environment.gateway) {
      await expect.poll(() => callGateway(secret)).toBeGreaterThanOrEqual(401)
      expect([401, 403]).toContain(await callGateway(secret))
    }
    await second.page.getByRole('button', { name: 'Refresh' }).click()
    await expect(row(second.page, name)).toContainText('Disabled')
  })

  await test.step('enabled: accepted again', async () => {
    await page.getByRole('link', { name, exact: true }).click()
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText('Disabled', { exact: true })).toHaveCount(1)
    await confirmAction(page, page.getByRole('button', { name: 'Actions', exact: true }), 'Enable')
    await expect(page.getByText('Disabled', { exact: true })).toHaveCount(0)
    expect(await callApi(id, secret)).toBe(200)
    if (environment.gateway) await expect.poll(() => callGateway(secret)).toBe(200)
  })

  await test.step('deleted: gone and refused', async () => {
    await confirmAction(page, page.getByRole('button', { name: 'Actions', exact: true }), 'Delete')
    await expect(page).toHaveURL(listPath)
    await expect(row(page, name)).toHaveCount(0)
    expect(await callApi(id, secret)).toBe(401)
    if (environment.gateway) {
      await expect.poll(() => callGateway(secret)).toBeGreaterThanOrEqual(401)
      expect([401, 403]).toContain(await callGateway(secret))
    }
    await second.page.getByRole('button', { name: 'Refresh' }).click()
    await expect(row(second.page, name)).toHaveCount(0)
    await page.goto(`${listPath}/${id}`)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing here' })).toBeVisible()
    await expectAccessible(page)
  })
  await second.context.close()
  await outside.dispose()
})
