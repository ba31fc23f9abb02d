import type { Locator, Page } from '@playwright/test'
import {
  expect,
  expectFits,
  groupsPath,
  listPath,
  row,
  rowMenu,
  test,
  uniqueName,
  usersPath,
  wizard,
} from './fixtures'

// C-100: every flow with nothing but the keyboard, as on a window of 1280 px at 200 % and with less motion.
test.use({ viewport: { width: 640, height: 450 } })
test.beforeEach(async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' })
})

const stopsMax = 80

/** Presses Tab until the target has the focus, which then is in sight. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  for (let stop = 0; stop < stopsMax; stop += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      // A text area is taller than what is left of the window.
      await expect(target).toBeInViewport({ ratio: 0.3 })
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${target} within ${stopsMax} stops`)
}

async function press(page: Page, target: Locator, key = 'Enter'): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press(key)
}

/** Opens a menu and goes down to an entry. */
async function choose(page: Page, opener: Locator, entry: string): Promise<void> {
  await press(page, opener)
  const item = page.getByRole('menuitem', { name: entry, exact: true })
  await expect(item).toBeVisible()
  for (let step = 0; step < 8; step += 1) {
    if (await item.evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowDown')
  }
  await expect(item).toBeFocused()
  await page.keyboard.press('Enter')
}

/** Nothing moves or grows; a colour may fade. */
async function expectStill(page: Page): Promise<void> {
  const moving = await page.evaluate(() => {
    const motion = [
      'transform',
      'translate',
      'scale',
      'rotate',
      'width',
      'height',
      'top',
      'left',
      'insetInlineStart',
    ]
    return document
      .getAnimations()
      .filter(({ effect }) => Number(effect?.getComputedTiming().duration ?? 0) > 1)
      .flatMap(({ effect }) => (effect as KeyframeEffect).getKeyframes())
      .flatMap((keyframe) => motion.filter((property) => property in keyframe))
  })
  expect(moving).toEqual([])
}

const button = (within: Page | Locator, name: string) => within.getByRole('button', { name, exact: true })

test('a token is added, found, edited, disabled, enabled and deleted', async ({ page }) => {
  test.slow()
  const name = uniqueName('Keys')
  await page.goto(listPath)
  await press(page, button(page.getByRole('main'), 'Add').first())
  const add = wizard(page)
  await expect(add.getByLabel('API token name')).toBeFocused()
  await expectStill(page)
  await expectFits(page)
  await page.keyboard.type(name)
  await press(page, button(add, 'Next'))
  await press(page, add.getByRole('checkbox', { name: 'Billing' }), 'Space')
  await press(page, button(add, 'Next'))
  await press(page, button(add, 'Add'))
  await expect(add.getByText('The API token has been created.')).toBeVisible()
  await press(page, button(add, 'Close'))
  await expect(add).toBeHidden()

  await test.step('filter', async () => {
    await press(page, button(page, 'Filter'))
    const panel = page.getByRole('dialog', { name: 'Filter' })
    await press(page, button(panel, 'Add a condition'))
    await tabTo(page, panel.getByLabel('Value'))
    await page.keyboard.type(name)
    await expect(page.getByText('1-1 of 1 row')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(panel).toBeHidden()
  })

  await test.step('edit', async () => {
    await choose(page, rowMenu(page, name), 'Edit')
    const edit = page.getByRole('dialog', { name: 'Edit API token' })
    await tabTo(page, edit.getByLabel(/^Description/))
    await page.keyboard.type('Written by keys')
    await press(page, button(edit, 'Save'))
    await expect(edit).toBeHidden()
  })

  for (const [action, status] of [
    ['Disable', 'Disabled'],
    ['Enable', 'Active'],
  ] as const)
    await test.step(action, async () => {
      await choose(page, rowMenu(page, name), action)
      const dialog = page.getByRole('dialog', { name: `${action} API token` })
      await press(page, button(dialog, action))
      await expect(dialog).toBeHidden()
      await expect(row(page, name)).toContainText(status)
    })

  await test.step('open, and delete', async () => {
    await press(page, row(page, name).getByRole('link', { name }))
    await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
    await expect(page.getByText('Written by keys')).toBeVisible()
    await expectFits(page)
    await press(page, page.getByRole('tab', { name: 'General' }), 'ArrowRight')
    await expect(page.getByRole('tab', { name: 'Modules' })).toBeFocused()
    await choose(page, button(page, 'Actions'), 'Delete')
    const dialog = page.getByRole('dialog', { name: 'Delete API token' })
    await press(page, button(dialog, 'Delete'))
    await expect(page.getByRole('heading', { level: 1, name: 'API tokens' })).toBeVisible()
    await expect(row(page, name)).toHaveCount(0)
  })
})

test('a group is created, a person is invited into it, and both are removed', async ({ page }) => {
  test.slow()
  const word = uniqueName('k').split(' ')[1] ?? ''
  const group = `Keys ${word}`
  const person = `Ines ${word}`
  await test.step('group', async () => {
    await page.goto(groupsPath)
    await press(page, button(page.getByRole('main'), 'Add').first())
    const dialog = page.getByRole('dialog', { name: 'Add group' })
    await expect(dialog.getByLabel('Group name')).toBeFocused()
    await page.keyboard.type(group)
    await press(page, button(dialog, 'Next'))
    await press(page, dialog.getByRole('checkbox', { name: 'Billing' }), 'Space')
    for (const next of ['Users', 'Overview']) {
      await press(page, button(dialog, 'Next'))
      await expect(dialog.getByRole('heading', { name: next })).toBeVisible()
    }
    await press(page, button(dialog, 'Add'))
    await press(page, button(dialog, 'Close'))
    await expect(row(page, group)).toBeVisible()
  })

  await test.step('invitation', async () => {
    await page.goto(usersPath)
    await press(page, button(page.getByRole('main'), 'Add').first())
    const dialog = page.getByRole('dialog', { name: 'Add user' })
    await expect(dialog.getByLabel('Email')).toBeFocused()
    await page.keyboard.type(`${word}@birch-retail.example`)
    await press(page, button(dialog, 'Next'))
    await tabTo(page, dialog.getByLabel('First name'))
    await page.keyboard.type('Ines')
    await tabTo(page, dialog.getByLabel('Last name'))
    await page.keyboard.type(word)
    await press(page, button(dialog, 'Next'))
    await press(page, dialog.getByRole('checkbox', { name: group }), 'Space')
    await press(page, button(dialog, 'Next'))
    await press(page, button(dialog, 'Add'))
    await press(page, button(dialog, 'Close'))
    await expect(row(page, person)).toBeVisible()
  })

  await test.step('removal', async () => {
    await choose(page, rowMenu(page, person), 'Remove')
    const remove = page.getByRole('dialog', { name: 'Remove user' })
    await press(page, button(remove, 'Remove'))
    await expect(row(page, person)).toHaveCount(0)
    await page.goto(groupsPath)
    await choose(page, rowMenu(page, group), 'Delete')
    const dialog = page.getByRole('dialog', { name: 'Delete group' })
    await press(page, button(dialog, 'Delete'))
    await expect(row(page, group)).toHaveCount(0)
  })
})
