import type { Page } from '@playwright/test'
import { callApi, expect, expectFits, makeToken, row, signInAsOperations, test, uniqueName } from './fixtures'

// C-019

const tile = (page: Page, label: string) =>
  page.getByRole('region', { name: 'Needs attention' }).getByRole('link', { name: label })

/** Follows a tile, and expects as many rows as it has promised. */
async function follow(page: Page, label: string): Promise<void> {
  await page.goto('/home')
  const link = tile(page, label)
  await expect(link).toHaveAccessibleName(/^\d/)
  const count = /^\d+/.exec((await link.innerText()).trim())?.[0]
  await link.click()
  await expect(page.getByText(new RegExp(`^${count} rows?$`))).toBeVisible()
}

test('each count leads to the rows that it counts', async ({ page }) => {
  await page.goto('/home')
  const bare = await makeToken(page, uniqueName('Bare'))
  const idle = await makeToken(page, uniqueName('Idle'), ['MOD-5101'])
  const stopped = await makeToken(page, uniqueName('Stopped'), ['MOD-5101'])
  expect((await callApi(page, 'POST', `accounts/api-tokens/${stopped.id}/disable`)).status).toBe(200)

  await follow(page, 'Disabled API tokens')
  await expect(row(page, stopped.name)).toBeVisible()
  await expect(page.getByRole('button', { name: 'Filtered by 1 condition' })).toBeVisible()
  await follow(page, 'API tokens without modules')
  await expect(row(page, bare.name)).toBeVisible()
  await expect(row(page, idle.name)).toHaveCount(0)

  // A hundred days from now nobody has used them.
  await page.clock.setFixedTime(Date.now() + 100 * 86_400_000)
  await follow(page, 'Unused API tokens')
  await expect(row(page, idle.name)).toBeVisible()
  await expect(row(page, stopped.name)).toHaveCount(0)
  await page.clock.setFixedTime(Date.now())
  await page.goto('/home')
  await expect(tile(page, 'Unused API tokens')).toHaveAccessibleName(/^0/)

  const changes = page.getByRole('region', { name: 'Recent changes' })
  await expect(changes.getByRole('listitem')).toHaveCount(5)
  await changes.getByRole('link', { name: stopped.name }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: stopped.name })).toBeVisible()

  for (const { id } of [bare, idle, stopped]) await callApi(page, 'DELETE', `accounts/api-tokens/${id}`)
})

test('an invitation waits on Home until the person is removed', async ({ page }) => {
  await page.goto('/home')
  const session = (await (await page.request.get('/session')).json()) as { account: { id: string } }
  const members = `accounts/accounts/${session.account.id}/users`
  const word = uniqueName('w').split(' ')[1] ?? ''
  const { body: group } = await callApi(page, 'POST', 'accounts/user-groups', {
    name: `Waiting ${word}`,
    modules: [{ id: 'MOD-5101' }],
  })
  const { body: person } = await callApi(page, 'POST', members, {
    user: { email: `${word}@birch-retail.example`, firstName: 'Ines', lastName: word },
    groups: [{ id: group.id }],
    invitation: { status: 'Invited' },
  })
  await follow(page, 'Invitations waiting')
  await expect(row(page, `Ines ${word}`)).toBeVisible()
  await callApi(page, 'DELETE', `${members}/${person.id}`)
  await callApi(page, 'DELETE', `accounts/user-groups/${group.id}`)
})

test.describe('Operations', () => {
  test.use({ storageState: { cookies: [], origins: [] } })

  test('find the lists of all accounts on Home', async ({ page }) => {
    await signInAsOperations(page)
    await page.setViewportSize({ width: 320, height: 900 })
    await expectFits(page)
    await page
      .getByRole('main')
      .getByRole('link', { name: /^All API tokens/ })
      .click()
    await expect(page.getByRole('heading', { level: 1, name: 'API tokens of all accounts' })).toBeVisible()
  })
})
