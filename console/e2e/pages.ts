import { expect, type Page } from '@playwright/test'
import { listPath, row } from './fixtures'

/** A page or dialog as a person meets it, and the way there. */
export interface Place {
  name: string
  /** Nobody is signed in. */
  signedOut?: boolean
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
    name: 'account-menu',
    open: async (page) => {
      await page.goto('/home')
      await page.getByRole('button', { name: / \| / }).click()
      await expect(page.getByRole('button', { name: 'Sign out' })).toBeVisible()
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
  { name: 'disable-api-token', open: (page) => askInRow(page, 'Disable') },
  { name: 'delete-api-token', open: (page) => askInRow(page, 'Delete') },
  {
    name: 'not-found',
    open: async (page) => {
      await page.goto('/administration/nowhere')
      await heading(page, 'There is nothing here')
    },
  },
]
