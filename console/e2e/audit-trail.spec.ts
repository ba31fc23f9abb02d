import { auditPath, callApi, expect, listPath, makeToken, test, uniqueName } from './fixtures'

test('C-090, C-091 the audit trail shows who did what, and a record with its documents', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.goto(listPath)
  const token = await makeToken(page, uniqueName('Audited'))
  await callApi(page, 'POST', `accounts/api-tokens/${token.id}/disable`)
  await page.goto(auditPath)
  await expect(page.getByRole('columnheader')).toHaveText([
    'Date',
    'Object',
    'Object type',
    'Actor',
    'Tech details',
    'Summary',
    'Details',
    'Actions',
  ])
  const newest = page.getByRole('row').nth(1)
  await expect(newest).toContainText(token.name)
  await expect(newest).toContainText('API token')
  await expect(newest).toContainText('Robin Birch')
  await expect(newest).toContainText('127.0.0.1')
  await expect(newest).toContainText('API token status changed to Disabled')
  // placeholders are filled.
  await expect(page.getByRole('table')).not.toContainText('{{')

  await newest.getByRole('button', { name: /^View details/ }).focus()
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Record details' })
  await expect(dialog).toContainText(/AUD-\d{4}-\d{4}-\d{4}-\d{4}/)
  await expect(dialog).toContainText(/\d\d:\d\d:\d\d\.\d\d\d/)
  await expect(dialog.getByRole('region', { name: 'Details' })).toContainText(token.id)
  await expect(dialog.getByRole('tab').first()).toBeVisible()
  await expect(dialog.getByRole('tabpanel')).toContainText(`"id": "${token.id}"`)
  await dialog.getByRole('button', { name: 'Copy JSON' }).click()
  await expect(page.getByText('Copied.').first()).toBeAttached()
  const json = await page.evaluate(() => navigator.clipboard.readText())
  expect(JSON.parse(json)).toMatchObject({ id: token.id, status: 'Disabled' })
  await dialog.getByRole('button', { name: 'Copy summary' }).click()
  await expect
    .poll(() => page.evaluate(() => navigator.clipboard.readText()))
    .toBe('API token status changed to Disabled')
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await expect(newest.getByRole('button', { name: /^View details/ })).toBeFocused()
  await callApi(page, 'DELETE', `accounts/api-tokens/${token.id}`)
})

test('C-090 the server knows each property of the audit trail', async ({ page }) => {
  const properties = [
    'object',
    'object-id',
    'actor',
    'actor-id',
    'ip',
    'agent',
    'summary',
    'details',
    'event',
    'id',
    'actor-account',
  ]
  for (const property of properties) {
    for (const search of [
      `filter=${encodeURIComponent(JSON.stringify([[property, 'contains', 'x']]))}`,
      `sort=${property}`,
    ]) {
      const answer = page.waitForResponse((response) =>
        new URL(response.url()).pathname.endsWith('/audit/records'),
      )
      await page.goto(`${auditPath}?${search}`)
      expect((await answer).status(), search).toBe(200)
    }
  }
  const answer = page.waitForResponse((response) =>
    new URL(response.url()).pathname.endsWith('/audit/records'),
  )
  await page.goto(
    `${auditPath}?q=x&sort=-object-type&filter=${encodeURIComponent('[["object-type","any","ApiToken","User"],["date","on","2026-03-05"]]')}`,
  )
  expect((await answer).status()).toBe(200)
})
