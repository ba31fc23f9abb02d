import AxeBuilder from '@axe-core/playwright'
import {
  test as base,
  expect,
  type Browser,
  type BrowserContext,
  type Locator,
  type Page,
} from '@playwright/test'

export const environment = {
  email: process.env.JETON_E2E_EMAIL,
  password: process.env.JETON_E2E_PASSWORD,
  signInLink: process.env.JETON_E2E_SIGN_IN_LINK,
  operationsEmail: process.env.JETON_E2E_OPERATIONS_EMAIL,
  gateway: process.env.JETON_E2E_GATEWAY,
}

export const hasCredentials = Boolean(environment.email && environment.password)

export const listPath = '/administration/settings/api-tokens'
export const allTokensPath = '/administration/accounts/api-tokens'
export const auditPath = '/administration/settings/audit-trail'
export const groupsPath = '/administration/settings/groups'
export const usersPath = '/administration/settings/users'
export const accountPath = '/administration/settings/account'
export const apiPath = '/public/v1/accounts/api-tokens'

type StorageState = Awaited<ReturnType<BrowserContext['storageState']>>

interface TestFixtures {
  /** Fails the test when the page breaks its content security policy or throws. */
  cleanConsole: void
}

interface WorkerFixtures {
  /** Cookies of one signed-in session. */
  signedIn: StorageState
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  signedIn: [
    async ({ browser }, use, workerInfo) => {
      const context = await browser.newContext({ baseURL: workerInfo.project.use.baseURL })
      const page = await context.newPage()
      if (hasCredentials) await signInWithPassword(page)
      else await signInWithLink(page, environment.signInLink)
      const state = await context.storageState()
      await context.close()
      await use(state)
    },
    { scope: 'worker' },
  ],
  storageState: async ({ signedIn }, use) => use(signedIn),
  cleanConsole: [
    async ({ page }, use) => {
      const complaints = watchConsole(page)
      await use()
      expect(complaints).toEqual([])
    },
    { auto: true },
  ],
})

export { expect }

/** Collects violations of the content security policy and uncaught errors. */
export function watchConsole(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complaints.push(message.text())
  })
  return complaints
}

export async function signInWithPassword(page: Page, email = environment.email): Promise<void> {
  await page.goto('/sign-in')
  await enterCredentials(page, email)
  await expect(page.getByRole('heading', { level: 1, name: /^Welcome/ })).toBeVisible()
}

/** By password, which works any number of times; a link works once. */
export async function signInAsOperations(page: Page): Promise<void> {
  if (!environment.operationsEmail) throw new Error('Set JETON_E2E_OPERATIONS_EMAIL')
  await signInWithPassword(page, environment.operationsEmail)
}

export async function enterCredentials(page: Page, email = environment.email): Promise<void> {
  await page.getByLabel('E-mail').fill(email ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Password', { exact: true }).fill(environment.password ?? '')
  await page.getByRole('button', { name: 'Continue' }).click()
}

export async function signInWithLink(page: Page, link: string | undefined): Promise<void> {
  if (!link) throw new Error('Set JETON_E2E_EMAIL and JETON_E2E_PASSWORD, or JETON_E2E_SIGN_IN_LINK')
  await page.goto(link)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Welcome/ })).toBeVisible()
}

/** The keys that work on every page come behind it. */
export async function keysWork(page: Page): Promise<void> {
  await expect(page.getByRole('button', { name: 'Search everything' })).toHaveAttribute(
    'aria-keyshortcuts',
    /Control\+K/,
  )
}

/** Another browser of the same person: an own session where a password is known. */
export async function secondBrowser(browser: Browser, baseURL: string | undefined, state: StorageState) {
  const context = await browser.newContext({ baseURL, storageState: hasCredentials ? undefined : state })
  const page = await context.newPage()
  if (hasCredentials) await signInWithPassword(page)
  return { context, page }
}

const axeTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** The rules of axe that look at colours; no other can tell light from dark. */
export const colourRules = ['color-contrast', 'link-in-text-block']

/** Axe finds nothing on the page as it is now; `rules` are the ones to look for instead of all. */
export async function expectAccessible(page: Page, rules?: string[]): Promise<void> {
  // Colours of a fading element are not its colours; a fade starts two frames after its element appears.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(null)))),
  )
  await page.waitForFunction(() =>
    document.getAnimations().every((animation) => animation.playState !== 'running'),
  )
  // Otherwise axe opens a page of its own for each result, to put frames together, and there are no frames.
  const axe = new AxeBuilder({ page }).setLegacyMode()
  const { violations } = await (rules ? axe.withRules(rules) : axe.withTags(axeTags)).analyze()
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([])
}

export function wizard(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Add API token' })
}

export async function openWizard(page: Page): Promise<Locator> {
  await page.goto(listPath)
  await page.getByRole('main').getByRole('button', { name: 'Add', exact: true }).first().click()
  const dialog = wizard(page)
  await expect(dialog.getByRole('heading', { name: 'General' })).toBeVisible()
  return dialog
}

/** From General, without choosing a module. */
export async function goToOverview(dialog: Locator): Promise<void> {
  for (const step of ['Modules', 'Overview']) {
    await dialog.getByRole('button', { name: 'Next' }).click()
    await expect(dialog.getByRole('heading', { name: step })).toBeVisible()
  }
}

export function uniqueName(prefix: string): string {
  return `${prefix} ${Date.now().toString(36)}`
}

export interface AddedToken {
  id: string
  name: string
}

/** Adds a token without logo and modules through the wizard and stays on the list. */
export async function addToken(page: Page, name: string): Promise<AddedToken> {
  const dialog = await openWizard(page)
  await dialog.getByLabel('API token name').fill(name)
  await goToOverview(dialog)
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByRole('heading', { name: 'Summary' })).toBeVisible()
  const id = /TKN-\d{4}-\d{4}/.exec((await dialog.getByRole('table').textContent()) ?? '')?.[0] ?? ''
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(dialog).toBeHidden()
  await expect(row(page, name)).toBeVisible()
  return { id, name }
}

export function row(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) })
}

type Action = 'Enable' | 'Disable' | 'Delete'

/** Chooses an entry of the menu behind `opener`; the question that it asks is open then. */
export async function askForAction(page: Page, opener: Locator, label: Action): Promise<Locator> {
  await opener.click()
  await page.getByRole('menuitem', { name: label }).click()
  const dialog = page.getByRole('dialog', { name: `${label} API token` })
  await expect(dialog).toBeVisible()
  // A menu that still fades out would be in the way of the next one.
  await expect(page.getByRole('menu')).toHaveCount(0)
  return dialog
}

/** Chooses an entry of the menu behind `opener` and confirms it. */
export async function confirmAction(page: Page, opener: Locator, label: Action): Promise<void> {
  const dialog = await askForAction(page, opener, label)
  await dialog.getByRole('button', { name: label }).click()
  await expect(dialog).toBeHidden()
}

export function rowMenu(page: Page, name: string): Locator {
  return page.getByRole('button', { name: `Actions for ${name}`, exact: true })
}

interface ApiAnswer {
  status: number
  body: { id?: string; [member: string]: unknown }
}

/** A request as the signed-in person, past the pages. The page has to be one of the console's. */
export async function callApi(page: Page, method: string, path: string, body?: unknown): Promise<ApiAnswer> {
  return page.evaluate(
    async ({ method, path, body }) => {
      const session = (await (await fetch('/session')).json()) as { csrfToken: string }
      const answer = await fetch(`/public/v1/${path}`, {
        method,
        headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': session.csrfToken },
        body: body === undefined ? undefined : JSON.stringify(body),
      })
      const text = await answer.text()
      return { status: answer.status, body: text ? (JSON.parse(text) as ApiAnswer['body']) : {} }
    },
    { method, path, body },
  )
}

/** Makes a token through the API, which is quicker than the wizard. */
export async function makeToken(page: Page, name: string, modules: string[] = []): Promise<AddedToken> {
  const { status, body } = await callApi(page, 'POST', 'accounts/api-tokens', {
    name,
    modules: modules.map((id) => ({ id })),
  })
  expect(status).toBe(201)
  return { id: body.id ?? '', name }
}

/** Nothing is wider than the window. */
export async function expectFits(page: Page): Promise<void> {
  const { width } = page.viewportSize() ?? { width: 0 }
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width)
}

/** From a telephone to a desk. */
export const widths = [320, 768, 1024, 1440]
