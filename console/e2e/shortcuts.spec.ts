import {
  callApi,
  expect,
  groupsPath,
  keysWork,
  listPath,
  makeToken,
  test,
  uniqueName,
  wizard,
} from './fixtures'

// C-108

test('the keys search, add and explain, and never while somebody types', async ({ page }) => {
  await page.goto(listPath)
  const search = page.getByRole('searchbox', { name: 'Search API tokens' })
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
  await keysWork(page)
  await page.keyboard.press('/')
  await expect(search).toBeFocused()
  await page.keyboard.type('n?/')
  await expect(search).toHaveValue('n?/')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await page.goto(listPath)
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
  await keysWork(page)
  await page.keyboard.press('n')
  await expect(wizard(page).getByLabel('API token name')).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(wizard(page)).toBeHidden()
  await expect(page.getByRole('main').getByRole('button', { name: 'Add', exact: true })).toBeFocused()

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  const switchOfKeys = help.getByRole('switch', { name: /^Use single keys/ })
  await expect(switchOfKeys).toBeChecked()
  await switchOfKeys.press('Space')
  await page.keyboard.press('Escape')
  await expect(help).toBeHidden()
  await page.keyboard.press('n')
  await page.reload()
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
  await keysWork(page)
  await page.keyboard.press('n')
  await page.keyboard.press('Control+k')
  await expect(page.getByRole('dialog', { name: 'Search everything' })).toBeVisible()
  await expect(wizard(page)).toHaveCount(0)
})

test('the palette opens tokens, users, groups and pages', async ({ page }) => {
  await page.goto('/home')
  await keysWork(page)
  const token = await makeToken(page, uniqueName('Palette'))
  const box = page.getByRole('combobox', { name: 'Search everything' })
  const opens: [string, RegExp, string | RegExp][] = [
    [token.name, new RegExp(token.id), token.name],
    [token.id, new RegExp(token.id), token.name],
    ['Robin Birch', /administrator@birch-retail/, 'Robin Birch'],
    ['Administrators', /UGR-/, 'Administrators'],
    ['audit', /Audit trail/, 'Audit trail'],
  ]
  for (const [text, option, heading] of opens) {
    await page.keyboard.press('Control+k')
    await expect(box).toBeFocused()
    await page.keyboard.type(text)
    await expect(page.getByText(/^\d+ results?$/)).toBeAttached()
    await expect(page.getByRole('option', { name: option })).toBeVisible()
    // Where several are found, the arrows choose.
    for (let step = 0; step < 12; step += 1) {
      if (option.test((await page.getByRole('option', { selected: true }).innerText()) ?? '')) break
      await page.keyboard.press('ArrowDown')
    }
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible()
    await expect(page.getByRole('dialog')).toHaveCount(0)
  }
  await page.goto(groupsPath)
  await callApi(page, 'DELETE', `accounts/api-tokens/${token.id}`)
})

test('C-010 the header has what every page needs, and no more', async ({ page }) => {
  await page.goto(listPath)
  const header = page.getByRole('banner')
  await expect(header.getByRole('link', { name: 'Jeton, home' })).toBeVisible()
  await expect(header.getByText('Settings', { exact: true })).toBeVisible()
  expect(await header.getByRole('button').allInnerTexts()).toHaveLength(3)
  await expect(header.getByRole('button', { name: /Birch Retail.*Client \| Robin Birch/ })).toBeVisible()
  await expect(header.getByRole('button', { name: 'Search everything' })).toBeVisible()
  await header.getByRole('button', { name: 'Menu', exact: true }).click()
  await page.getByRole('link', { name: /^API reference/ }).click()
  await expect(page).toHaveURL(/\/api-reference$/)
})

test('the palette is reached without a keyboard, and gives the focus back', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 700 })
  await page.goto('/home')
  const button = page.getByRole('button', { name: 'Search everything' })
  await button.click()
  await page.getByRole('combobox').fill('nothing has this name')
  await expect(page.getByText('Nothing matches.').first()).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(button).toBeFocused()
})
