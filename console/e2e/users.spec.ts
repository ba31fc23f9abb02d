import {
  callApi,
  expect,
  expectAccessible,
  expectFits,
  row,
  rowMenu,
  test,
  uniqueName,
  usersPath,
} from './fixtures'

test('C-085 to C-088 a user is invited, invited again, moved to another group and removed', async ({
  page,
  context,
}) => {
  test.setTimeout(180_000)
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const word = uniqueName('u').split(' ')[1] ?? ''
  const name = `Tobin ${word}`
  await page.goto(usersPath)
  await expect(row(page, 'Robin Birch')).toBeVisible()
  const { body: group } = await callApi(page, 'POST', 'accounts/user-groups', {
    name: `Readers ${word}`,
    modules: [{ id: 'MOD-5101' }],
  })
  // C-087: not offered for oneself.
  await rowMenu(page, 'Robin Birch').click()
  await expect(page.getByRole('menuitem')).toHaveText(['Edit'])
  await page.keyboard.press('Escape')

  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await expect(dialog.getByRole('list', { name: 'Steps' }).getByRole('listitem')).toHaveText([
    '1Email',
    '2User details',
    '3Groups',
    '4Overview',
    '5Summary',
  ])
  await dialog.getByLabel('Email').fill('nobody')
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByLabel('Email')).toHaveAccessibleDescription(/Enter an e-mail address/)
  await expectAccessible(page)
  await dialog.getByLabel('Email').fill(`${word}@birch-retail.example`)
  await page.keyboard.press('Enter')
  await dialog.getByLabel('First name').fill('Tobin')
  await dialog.getByLabel('Last name').fill(word)
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Next' }).click()
  await expect(dialog.getByRole('alert')).toHaveText('Choose at least one group.')
  await dialog.getByRole('checkbox', { name: `Readers ${word}` }).check()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'Add', exact: true }).dblclick()
  await expect(dialog.getByText(`${name} is invited. The invitation is open for 7 days.`)).toBeVisible()
  await expectAccessible(page)
  await dialog.getByRole('button', { name: 'Copy invitation link' }).click()
  await expect(page.getByText('The invitation link is copied.').first()).toBeAttached()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/invitation#/)
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(row(page, name)).toContainText('Invited')

  await rowMenu(page, name).click()
  await expect(page.getByRole('menuitem')).toHaveText([
    'Resend invitation link',
    'Copy invitation link',
    'Edit',
    'Remove',
  ])
  await page.getByRole('menuitem', { name: 'Copy invitation link' }).click()
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/\/invitation#/)
  await expect(page.getByRole('menu')).toHaveCount(0)
  await rowMenu(page, name).click()
  await page.getByRole('menuitem', { name: 'Resend invitation link' }).click()
  await expect(page.getByText(/is open for another 7 days/).first()).toBeAttached()

  await page.getByRole('link', { name, exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
  await expect(page.getByRole('tab')).toHaveText(['General', 'Groups', 'Details', 'Audit trail'])
  await page.setViewportSize({ width: 320, height: 900 })
  await expectFits(page)
  await page.setViewportSize({ width: 1440, height: 900 })
  await page.getByRole('button', { name: 'Edit' }).click()
  const edit = page.getByRole('dialog', { name: 'Edit user' })
  await edit.getByRole('checkbox', { name: `Readers ${word}` }).uncheck()
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit.getByRole('alert')).toHaveText('Choose at least one group.')
  await edit.getByRole('checkbox', { name: 'Administrators' }).check()
  await edit.getByRole('button', { name: 'Save' }).click()
  await expect(edit).toBeHidden()
  await page.getByRole('tab', { name: 'Groups' }).click()
  await expect(page.getByRole('table', { name: 'Groups' })).toContainText('Administrators')

  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: 'Remove' }).click()
  const question = page.getByRole('dialog', { name: 'Remove user' })
  await expect(question).toContainText(`${word}@birch-retail.example`)
  await question.getByRole('button', { name: 'Remove' }).click()
  await expect(page).toHaveURL(usersPath)
  await expect(row(page, name)).toHaveCount(0)
  await callApi(page, 'DELETE', `accounts/user-groups/${group.id}`)
})

test('inviting a member is refused at the address', async ({ page }) => {
  await page.goto(usersPath)
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await dialog.getByLabel('Email').fill('administrator@birch-retail.example')
  await page.keyboard.press('Enter')
  await dialog.getByLabel('First name').fill('Robin')
  await dialog.getByLabel('Last name').fill('Birch')
  await page.keyboard.press('Enter')
  await dialog.getByRole('checkbox', { name: 'Administrators' }).check()
  await dialog.getByRole('button', { name: 'Next' }).click()
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByLabel('Email')).toBeFocused()
  await expect(dialog.getByLabel('Email')).toHaveAttribute('aria-invalid', 'true')
})

test('C-085 the server knows each property of users', async ({ page }) => {
  const conditions: unknown[][] = [
    ...['name', 'id', 'email', 'group', 'module'].map((property) => [property, 'contains', 'x']),
    ['state', 'any', 'Active', 'Invited'],
    ['joined', 'on', '2026-03-05'],
    ['last-sign-in', 'empty'],
    ['invited', 'filled'],
  ]
  for (const condition of conditions) {
    const answer = page.waitForResponse((response) =>
      /accounts\/ACC-[\d-]+\/users$/.test(new URL(response.url()).pathname),
    )
    await page.goto(`${usersPath}?filter=${encodeURIComponent(JSON.stringify([condition]))}`)
    expect((await answer).status(), JSON.stringify(condition)).toBe(200)
  }
  const answer = page.waitForResponse((response) =>
    /accounts\/ACC-[\d-]+\/users$/.test(new URL(response.url()).pathname),
  )
  await page.goto(`${usersPath}?sort=name,-id,email,-joined,state&q=robin`)
  expect((await answer).status()).toBe(200)
  await expect(row(page, 'Robin Birch')).toBeVisible()
})
