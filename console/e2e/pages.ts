import { expect, type Page } from '@playwright/test'
import {
  accountPath,
  allTokensPath,
  auditPath,
  callApi,
  groupsPath,
  listPath,
  row,
  signInAsOperations,
  usersPath,
} from './fixtures'

/** A page or dialog as a person meets it, and the way there. */
export interface Place {
  name: string
  /** Nobody is signed in. */
  signedOut?: boolean
  /** For those who see all accounts. */
  asOperations?: boolean
  open: (page: Page) => Promise<void>
}

const heading = (page: Page, name: string | RegExp) =>
  expect(page.getByRole('heading', { level: 1, name })).toBeVisible()

async function openList(page: Page): Promise<void> {
  await page.goto(listPath)
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible()
}

async function openToken(page: Page): Promise<void> {
  await openList(page)
  await page.getByRole('table').getByRole('link').first().click()
  await expect(page.getByRole('tab', { name: 'General' })).toBeVisible()
}

async function openWizard(page: Page, step: 'General' | 'Modules' | 'Overview'): Promise<void> {
  await openList(page)
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first().click()
  const dialog = page.getByRole('dialog', { name: 'Add API token' })
  await dialog.getByLabel('API token name').fill('Nightly export')
  for (const next of ['General', 'Modules', 'Overview']) {
    await expect(dialog.getByRole('heading', { name: next })).toBeVisible()
    if (next === step) return
    await dialog.getByRole('button', { name: 'Next' }).click()
  }
}

async function askInRow(page: Page, label: string): Promise<void> {
  await openList(page)
  const opener = row(page, 'Fixture billing').getByRole('button', { name: /^Actions for/ })
  await opener.click()
  await page.getByRole('menuitem', { name: label }).click()
  await expect(page.getByRole('dialog', { name: `${label} API token` })).toBeVisible()
}

async function openTab(page: Page, path: string, tab: string): Promise<void> {
  await page.goto(`${path}?tab=${tab}`)
  await expect(page.getByRole('tab', { selected: true })).toBeVisible()
  await page.waitForLoadState('networkidle')
}

async function openTokenTab(page: Page, tab: string): Promise<void> {
  await openList(page)
  const address = await row(page, 'Fixture billing').getByRole('link').first().getAttribute('href')
  await openTab(page, address ?? '', tab)
}

async function openPanel(page: Page, name: string): Promise<void> {
  await openList(page)
  await page.getByRole('button', { name, exact: true }).click()
  const panel = page.getByRole('dialog', { name })
  await expect(panel).toBeVisible()
  const more = panel.getByRole('button', { name: /^Add a/ }).first()
  if (await more.isVisible()) await more.click()
}

async function selectTokens(page: Page): Promise<void> {
  await openList(page)
  await page.getByRole('checkbox', { name: 'Select Fixture billing' }).check()
  await expect(page.getByText('1 selected')).toBeVisible()
}

async function openEdit(page: Page, title: string, step?: string): Promise<void> {
  await page.getByRole('main').getByRole('button', { name: 'Edit', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: title })
  await expect(dialog.getByRole('heading', { level: 3 })).toBeVisible()
  if (step) await dialog.getByRole('button', { name: new RegExp(`^${step}`) }).click()
}

/** A group and a person to look at, there once however often this runs. */
async function groupToSee(page: Page): Promise<string> {
  await page.goto(groupsPath)
  await expect(row(page, 'Administrators')).toBeVisible()
  const found = row(page, 'Bookkeeping').getByRole('link')
  if ((await found.count()) === 0) {
    const modules = [{ id: 'MOD-5101' }]
    await callApi(page, 'POST', 'accounts/user-groups', { name: 'Bookkeeping', modules })
    await page.reload()
  }
  return (await found.first().getAttribute('href')) ?? ''
}

async function personToSee(page: Page): Promise<string> {
  const group = (await groupToSee(page)).split('/').pop() ?? ''
  await page.goto(usersPath)
  await expect(row(page, 'Robin Birch')).toBeVisible()
  const found = row(page, 'Tobin Ashe').getByRole('link')
  if ((await found.count()) === 0) {
    const session = (await (await page.request.get('/session')).json()) as { account: { id: string } }
    await callApi(page, 'POST', `accounts/accounts/${session.account.id}/users`, {
      user: { email: 'tobin.ashe@birch-retail.example', firstName: 'Tobin', lastName: 'Ashe' },
      groups: [{ id: group }],
      invitation: { status: 'Invited' },
    })
    await page.reload()
  }
  return (await found.first().getAttribute('href')) ?? ''
}

async function addGroup(page: Page, step: 'General' | 'Modules' | 'Users' | 'Overview'): Promise<void> {
  await groupToSee(page)
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add group' })
  await dialog.getByLabel('Group name').fill('Warehouse')
  for (const next of ['General', 'Modules', 'Users', 'Overview']) {
    await expect(dialog.getByRole('heading', { name: next })).toBeVisible()
    if (next === 'Modules') await dialog.getByRole('checkbox', { name: 'Billing' }).check()
    if (next === step) return
    await dialog.getByRole('button', { name: 'Next' }).click()
  }
}

async function addUser(page: Page, step: 'Email' | 'User details' | 'Groups' | 'Overview'): Promise<void> {
  await personToSee(page)
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Add user' })
  await dialog.getByLabel('Email').fill('ines.moor@birch-retail.example')
  for (const next of ['Email', 'User details', 'Groups', 'Overview']) {
    await expect(dialog.getByRole('heading', { name: next })).toBeVisible()
    if (next === 'User details') {
      await dialog.getByLabel('First name').fill('Ines')
      await dialog.getByLabel('Last name').fill('Moor')
    }
    if (next === 'Groups') await dialog.getByRole('checkbox', { name: 'Bookkeeping' }).check()
    if (next === step) return
    await dialog.getByRole('button', { name: 'Next' }).click()
  }
}

async function fromMenu(page: Page, entry: string, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Actions', exact: true }).click()
  await page.getByRole('menuitem', { name: entry }).click()
  await expect(page.getByRole('dialog', { name: title })).toBeVisible()
}

/** Every page and dialog of the console. What is not here is neither looked at nor pictured. */
export const places: Place[] = [
  {
    name: 'sign-in',
    signedOut: true,
    open: async (page) => {
      await page.goto('/sign-in')
      await heading(page, 'Sign in')
    },
  },
  {
    name: 'sign-in-ended',
    signedOut: true,
    open: async (page) => {
      await page.goto('/sign-in?reason=ended')
      await expect(page.getByText('Your session has ended')).toBeVisible()
    },
  },
  {
    name: 'sign-in-link-incomplete',
    signedOut: true,
    open: async (page) => {
      await page.goto('/sign-in/link')
      await heading(page, 'This link is not complete')
    },
  },
  {
    name: 'invitation-incomplete',
    signedOut: true,
    open: async (page) => {
      await page.goto('/invitation')
      await heading(page, 'This link is not complete')
    },
  },
  {
    name: 'home',
    open: async (page) => {
      await page.goto('/home')
      await heading(page, /^Welcome/)
      await expect(page.getByRole('link', { name: /^\d.*Disabled API tokens/ })).toBeVisible()
    },
  },
  {
    name: 'main-menu',
    open: async (page) => {
      await page.goto('/home')
      await page.getByRole('button', { name: 'Menu', exact: true }).click()
      await expect(page.getByRole('dialog', { name: 'Menu' })).toBeVisible()
    },
  },
  {
    name: 'command-palette',
    open: async (page) => {
      await page.goto('/home')
      await heading(page, /^Welcome/)
      await page.getByRole('button', { name: 'Search everything' }).click()
      await page.getByRole('combobox').fill('fixture')
      await expect(page.getByRole('option', { name: /Fixture billing/ })).toBeVisible()
    },
  },
  {
    name: 'keyboard-shortcuts',
    open: async (page) => {
      await page.goto('/home')
      await page.getByRole('button', { name: 'Menu', exact: true }).click()
      await page.getByRole('button', { name: /^Keyboard shortcuts/ }).click()
      await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    },
  },
  {
    name: 'account-menu',
    open: async (page) => {
      await page.goto('/home')
      await page.getByRole('button', { name: / \| / }).click()
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
    },
  },
  {
    name: 'profile',
    open: async (page) => {
      await page.goto('/administration/profile')
      await heading(page, 'My profile')
    },
  },
  { name: 'api-tokens', open: openList },
  {
    name: 'api-token-menu',
    open: async (page) => {
      await openList(page)
      await page
        .getByRole('button', { name: /^Actions for/ })
        .first()
        .click()
      await expect(page.getByRole('menu')).toBeVisible()
    },
  },
  { name: 'add-api-token-general', open: (page) => openWizard(page, 'General') },
  { name: 'add-api-token-modules', open: (page) => openWizard(page, 'Modules') },
  { name: 'add-api-token-overview', open: (page) => openWizard(page, 'Overview') },
  { name: 'api-token', open: openToken },
  { name: 'api-tokens-sort', open: (page) => openPanel(page, 'Sort') },
  { name: 'api-tokens-filter', open: (page) => openPanel(page, 'Filter') },
  { name: 'api-tokens-columns', open: (page) => openPanel(page, 'Columns') },
  {
    name: 'api-tokens-no-match',
    open: async (page) => {
      await page.goto(`${listPath}?q=nothing-has-this-name`)
      await expect(page.getByText('Nothing matches')).toBeVisible()
    },
  },
  { name: 'api-tokens-selected', open: selectTokens },
  {
    name: 'disable-api-tokens',
    open: async (page) => {
      await selectTokens(page)
      await page.getByRole('button', { name: 'Disable', exact: true }).click()
      await expect(page.getByRole('dialog', { name: /^Disable 1/ })).toBeVisible()
    },
  },
  { name: 'api-token-modules', open: (page) => openTokenTab(page, 'modules') },
  { name: 'api-token-details', open: (page) => openTokenTab(page, 'details') },
  { name: 'api-token-audit-trail', open: (page) => openTokenTab(page, 'audit') },
  {
    name: 'edit-api-token-general',
    open: async (page) => {
      await openTokenTab(page, 'general')
      await openEdit(page, 'Edit API token')
    },
  },
  {
    name: 'edit-api-token-modules',
    open: async (page) => {
      await openTokenTab(page, 'general')
      await openEdit(page, 'Edit API token', 'Modules')
      await expect(page.getByRole('checkbox', { name: 'Billing' })).toBeVisible()
    },
  },
  { name: 'disable-api-token', open: (page) => askInRow(page, 'Disable') },
  { name: 'delete-api-token', open: (page) => askInRow(page, 'Delete') },
  {
    name: 'audit-trail',
    open: async (page) => {
      await page.goto(auditPath)
      await expect(page.getByRole('button', { name: /^View details/ }).first()).toBeVisible()
    },
  },
  {
    name: 'audit-record',
    open: async (page) => {
      await page.goto(auditPath)
      await page
        .getByRole('button', { name: /^View details/ })
        .first()
        .click()
      await expect(
        page.getByRole('dialog', { name: 'Record details' }).getByRole('tab').first(),
      ).toBeVisible()
    },
  },
  {
    name: 'groups',
    open: async (page) => {
      await groupToSee(page)
    },
  },
  { name: 'add-group-general', open: (page) => addGroup(page, 'General') },
  { name: 'add-group-modules', open: (page) => addGroup(page, 'Modules') },
  { name: 'add-group-users', open: (page) => addGroup(page, 'Users') },
  { name: 'add-group-overview', open: (page) => addGroup(page, 'Overview') },
  ...['general', 'modules', 'users', 'details', 'audit'].map((tab) => ({
    name: `group-${tab}`,
    open: async (page: Page) => openTab(page, await groupToSee(page), tab),
  })),
  {
    name: 'edit-group-modules',
    open: async (page) => {
      await openTab(page, await groupToSee(page), 'general')
      await openEdit(page, 'Edit group', 'Modules')
      await expect(page.getByRole('checkbox', { name: 'Billing' })).toBeVisible()
    },
  },
  {
    name: 'edit-default-group',
    open: async (page) => {
      await page.goto(groupsPath)
      await row(page, 'Administrators').getByRole('link').click()
      await openEdit(page, 'Edit group', 'Modules')
      await page.getByRole('checkbox', { name: 'Catalog' }).uncheck()
      await expect(page.getByText('Groups and API tokens lose these modules')).toBeVisible()
    },
  },
  {
    name: 'delete-group',
    open: async (page) => {
      await openTab(page, await groupToSee(page), 'general')
      await fromMenu(page, 'Delete', 'Delete group')
    },
  },
  {
    name: 'users',
    open: async (page) => {
      await personToSee(page)
    },
  },
  { name: 'add-user-email', open: (page) => addUser(page, 'Email') },
  { name: 'add-user-details', open: (page) => addUser(page, 'User details') },
  { name: 'add-user-groups', open: (page) => addUser(page, 'Groups') },
  { name: 'add-user-overview', open: (page) => addUser(page, 'Overview') },
  ...['general', 'groups', 'details', 'audit'].map((tab) => ({
    name: `user-${tab}`,
    open: async (page: Page) => openTab(page, await personToSee(page), tab),
  })),
  {
    name: 'edit-user',
    open: async (page) => {
      await openTab(page, await personToSee(page), 'general')
      await openEdit(page, 'Edit user')
      await expect(page.getByRole('checkbox', { name: 'Bookkeeping' })).toBeVisible()
    },
  },
  {
    name: 'remove-user',
    open: async (page) => {
      await openTab(page, await personToSee(page), 'general')
      await fromMenu(page, 'Remove', 'Remove user')
    },
  },
  ...['general', 'modules', 'details', 'audit'].map((tab) => ({
    name: `account-${tab}`,
    open: (page: Page) => openTab(page, accountPath, tab),
  })),
  ...['General', 'Additional data', 'Headquarters address'].map((step) => ({
    name: `edit-account-${step.toLowerCase().replace(' ', '-')}`,
    open: async (page: Page) => {
      await openTab(page, accountPath, 'general')
      await openEdit(page, 'Edit account', step === 'General' ? undefined : step)
    },
  })),
  {
    name: 'accounts',
    asOperations: true,
    open: async (page) => {
      await signInAsOperations(page)
      await page.goto('/administration/accounts')
      await expect(page.getByRole('table').getByText('Birch Retail', { exact: true })).toBeVisible()
    },
  },
  {
    name: 'all-api-tokens',
    asOperations: true,
    open: async (page) => {
      await signInAsOperations(page)
      await page.goto(`${allTokensPath}?size=100`)
      await expect(row(page, 'Fixture billing')).toBeVisible()
    },
  },
  {
    name: 'not-found',
    open: async (page) => {
      await page.goto('/administration/nowhere')
      await heading(page, 'There is nothing here')
    },
  },
]
