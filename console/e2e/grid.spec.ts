import { readFile } from 'node:fs/promises'
import {
  apiPath,
  callApi,
  expect,
  expectAccessible,
  expectFits,
  listPath,
  makeToken,
  row,
  test,
  uniqueName,
  widths,
  type AddedToken,
} from './fixtures'

test('C-020 to C-028 search, sort and filter ask the server, and the address holds them', async ({
  page,
}) => {
  await page.goto(listPath)
  const word = uniqueName('Grid').split(' ')[1] ?? ''
  const made: AddedToken[] = []
  for (const letter of ['b', 'a', 'c']) made.push(await makeToken(page, `${letter} ${word}`))
  const names = () => page.getByRole('table').getByRole('link').allInnerTexts()

  await test.step('plain text', async () => {
    await page.goto(listPath)
    await page.getByRole('searchbox').fill(word)
    await expect(page).toHaveURL(new RegExp(`q=${word}`))
    await expect(page.getByText('1-3 of 3 rows')).toBeVisible()
    await page.getByRole('searchbox').fill(made[1]?.id ?? '')
    await expect(page.getByText('1-1 of 1 row')).toBeVisible()
    await page.getByRole('searchbox').fill(word)
    await expect(page.getByText('1-3 of 3 rows')).toBeVisible()
  })

  await test.step('a click on a head', async () => {
    const head = page.getByRole('columnheader', { name: 'API token' })
    await head.getByRole('button', { name: 'API token', exact: true }).click()
    await expect(head).toHaveAttribute('aria-sort', 'ascending')
    await expect.poll(names).toEqual([`a ${word}`, `b ${word}`, `c ${word}`])
    await head.getByRole('button', { name: 'API token', exact: true }).click()
    await expect.poll(names).toEqual([`c ${word}`, `b ${word}`, `a ${word}`])
    await page.reload()
    await expect.poll(names).toEqual([`c ${word}`, `b ${word}`, `a ${word}`])
    await page.goBack()
    await expect.poll(names).toEqual([`a ${word}`, `b ${word}`, `c ${word}`])
  })

  await test.step('conditions and a group, by keyboard alone', async () => {
    await page.goto(`${listPath}?q=${word}`)
    await page.getByRole('button', { name: 'Filter', exact: true }).focus()
    await page.keyboard.press('Enter')
    const panel = page.getByRole('dialog', { name: 'Filter' })
    await panel.getByRole('button', { name: 'Add a conditional group' }).focus()
    await page.keyboard.press('Enter')
    await expectAccessible(page)
    await panel.getByLabel('Value').focus()
    await page.keyboard.type('a ')
    await expect(page.getByText('1-1 of 1 row')).toBeVisible()
    await panel.getByRole('button', { name: 'Add a condition to the group' }).focus()
    await page.keyboard.press('Enter')
    await panel.getByLabel('Value').nth(1).focus()
    await page.keyboard.type('b ')
    await expect(page.getByText('1-2 of 2 rows')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
    await expect(page.getByRole('button', { name: 'Filtered by 2 conditions' })).toBeFocused()
    await page.reload()
    await expect(page.getByText('1-2 of 2 rows')).toBeVisible()
  })

  await test.step('nothing matches, and the way out', async () => {
    await page.goto(`${listPath}?q=${word}nothing`)
    await expect(page.getByText('Nothing matches')).toBeVisible()
    await page.getByRole('button', { name: 'Show everything' }).click()
    await expect(page).toHaveURL(listPath)
  })
  for (const { id } of made) await callApi(page, 'DELETE', `accounts/api-tokens/${id}`)
})

test('C-027 the server knows each condition of each property', async ({ page }) => {
  test.slow()
  await page.goto(listPath)
  const texts = ['name', 'id', 'module', 'module-id', 'creator', 'creator-id', 'description']
  const conditions: unknown[][] = [
    ...texts.flatMap((property) => [
      ...['contains', 'starts', 'ends', 'eq', 'ne'].map((operator) => [property, operator, `x*'\\y`]),
      [property, 'empty'],
      [property, 'filled'],
    ]),
    ...['created', 'last-access', 'updated'].flatMap((property) => [
      ...['before', 'after', 'on'].map((operator) => [property, operator, '2026-03-05']),
      [property, 'empty'],
      [property, 'filled'],
    ]),
    ...['eq', 'ne', 'any', 'none'].map((operator) => ['status', operator, 'Active']),
  ]
  for (const condition of conditions) {
    const answer = page.waitForResponse((response) => new URL(response.url()).pathname === apiPath)
    await page.goto(`${listPath}?filter=${encodeURIComponent(JSON.stringify([condition]))}`)
    expect((await answer).status(), JSON.stringify(condition)).toBe(200)
  }
  for (const key of ['name', 'id', 'creator', 'creator-id', 'created', 'last-access', 'updated', 'status']) {
    const answer = page.waitForResponse((response) => new URL(response.url()).pathname === apiPath)
    await page.goto(`${listPath}?sort=-${key}`)
    expect((await answer).status(), key).toBe(200)
  }
})

test('C-101 names with markup, quotes, right-to-left letters and pictures are text and are found', async ({
  page,
}) => {
  await page.goto(listPath)
  for (const odd of ["O'Neil", 'say "hi"', 'עברית ', 'Größe']) {
    const token = await makeToken(page, `${uniqueName(odd)}`)
    await page.goto(`${listPath}?q=${encodeURIComponent(token.name)}`)
    await expect(row(page, token.name)).toHaveCount(1)
    await callApi(page, 'DELETE', `accounts/api-tokens/${token.id}`)
  }
  const description = `<img src=x onerror=alert(1)> مرحبا ${'🪙'.repeat(200)}`
  const token = await makeToken(page, uniqueName('Odd'))
  expect(
    (await callApi(page, 'PUT', `accounts/api-tokens/${token.id}`, { description })).body.errors,
  ).toBeUndefined()
  await page.goto(`${listPath}/${token.id}`)
  await expect(page.getByText('<img src=x onerror=alert(1)>')).toBeVisible()
  await page.setViewportSize({ width: 320, height: 900 })
  await expectFits(page)
  await callApi(page, 'DELETE', `accounts/api-tokens/${token.id}`)
})

test('the export holds the rows of the filter, all pages of them', async ({ page }) => {
  await page.goto(listPath)
  const word = uniqueName('Export').split(' ')[1] ?? ''
  const made = []
  for (let at = 0; at < 6; at++) made.push(await makeToken(page, `${word} ${at}`, ['MOD-5101']))
  await page.goto(`${listPath}?size=5&q=${word}&sort=name`)
  await expect(page.getByText('1-5 of 6 rows')).toBeVisible()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Export' }).click()
  const file = await download
  expect(file.suggestedFilename()).toBe('API tokens.csv')
  const lines = (await readFile(await file.path(), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toHaveLength(7)
  expect(lines[0]).toContain('Token ID,Name,Description,Modules')
  expect(lines[1]).toContain(`${made[0]?.id},${word} 0,,Billing,Robin Birch,`)
  for (const { id } of made) await callApi(page, 'DELETE', `accounts/api-tokens/${id}`)
})

for (const width of widths) {
  test(`the list and its panels fit at ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 })
    await page.goto(listPath)
    await expect(row(page, 'Fixture billing')).toBeVisible()
    await expectFits(page)
    for (const name of ['Sort', 'Filter', 'Columns']) {
      await page.getByRole('button', { name, exact: true }).click()
      const panel = page.getByRole('dialog', { name })
      await expect(panel).toBeInViewport({ ratio: 0.99 })
      if (name !== 'Columns')
        await panel
          .getByRole('button', { name: /^Add a/ })
          .first()
          .click()
      await expectFits(page)
      await page.keyboard.press('Escape')
      await expect(panel).toBeHidden()
    }
    await page.getByRole('checkbox', { name: 'Select Fixture billing' }).check()
    await expect(page.getByText('1 selected')).toBeVisible()
    await expectFits(page)
  })
}

test('rows are 58 px high, and 44 px when compact', async ({ page }) => {
  const height = async () => (await row(page, 'Fixture billing').boundingBox())?.height ?? 0
  await page.goto(listPath)
  await expect(row(page, 'Fixture billing')).toBeVisible()
  expect(Math.round(await height())).toBe(58)
  await page.goto(`${listPath}?rows=compact`)
  await expect(row(page, 'Fixture billing')).toBeVisible()
  expect(Math.round(await height())).toBe(44)
})
