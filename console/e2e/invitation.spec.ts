import type { Browser, BrowserContext, Page, Request } from '@playwright/test'
import { expect, expectAccessible, test, uniqueName, watchConsole } from './fixtures'

// The administrator works through the API; the invited person opens the link in a browser of their own.

interface Session {
  account: { id: string; name: string }
  csrfToken: string
}

interface Member {
  id: string
  invitation: { url: string }
}

const password = 'Tidal-Gate-77'

function newAddress(): string {
  return `${uniqueName('tobin').replace(' ', '-')}@birch-retail.example`
}

/** What an administrator does through the API, with the session of the test's page. */
class Administration {
  private constructor(
    private readonly context: BrowserContext,
    private readonly session: Session,
  ) {}

  static async of(context: BrowserContext): Promise<Administration> {
    const answer = await context.request.get('/session')
    expect(answer.status()).toBe(200)
    return new Administration(context, (await answer.json()) as Session)
  }

  get accountName(): string {
    return this.session.account.name
  }

  async invite(email: string): Promise<Member> {
    const groups = await this.context.request.get('/public/v1/accounts/user-groups?limit=1')
    const { data } = (await groups.json()) as { data: { id: string }[] }
    const invited = await this.context.request.post(this.members(), {
      headers: this.headers(),
      data: {
        user: { email, firstName: 'Tobin', lastName: 'Ashgrove' },
        groups: [{ id: data[0]?.id }],
      },
    })
    expect(invited.status(), await invited.text()).toBe(201)
    return (await invited.json()) as Member
  }

  async remove({ id }: Member): Promise<void> {
    const removed = await this.context.request.delete(`${this.members()}/${id}`, { headers: this.headers() })
    expect(removed.status()).toBe(204)
  }

  private members(): string {
    return `/public/v1/accounts/accounts/${this.session.account.id}/users`
  }

  private headers(): Record<string, string> {
    return { 'X-CSRF-Token': this.session.csrfToken }
  }
}

/** A browser without a session. */
async function freshBrowser(browser: Browser, baseURL: string | undefined) {
  const context = await browser.newContext({ baseURL, storageState: { cookies: [], origins: [] } })
  const page = await context.newPage()
  return { context, page, complaints: watchConsole(page) }
}

/** The link on the host that the tests reach the server at. */
function pathOf({ invitation: { url } }: Member): string {
  const { pathname, hash } = new URL(url)
  return pathname + hash
}

async function enterPassword(page: Page, text: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(text)
  await page.getByLabel('Confirm password', { exact: true }).fill(text)
}

async function expectSignedIn(page: Page, accountName: string): Promise<void> {
  await expect(page.getByRole('heading', { level: 1, name: 'Welcome, Tobin' })).toBeVisible()
  await expect(page).toHaveURL('/home')
  await expect(page.getByText(`You are working in ${accountName}.`)).toBeVisible()
}

const accept = (page: Page) => page.getByRole('button', { name: 'Accept invitation' })

test('an invited person accepts, lands signed in, and the link works no more', async ({
  context,
  browser,
  baseURL,
}) => {
  const administration = await Administration.of(context)
  const email = newAddress()
  const member = await administration.invite(email)
  const secret = new URL(member.invitation.url).hash.slice(1)
  const person = await freshBrowser(browser, baseURL)
  const { page } = person
  const sent: Request[] = []
  page.on('request', (request) => sent.push(request))

  await test.step('the page tells what the link is for', async () => {
    await page.goto(pathOf(member))
    await expect(
      page.getByRole('heading', { level: 1, name: `Join ${administration.accountName}` }),
    ).toBeVisible()
    await expect(page).toHaveURL('/invitation')
    await expect(page.getByText(email)).toBeVisible()
    await expect(page.getByLabel('First name')).toHaveValue('Tobin')
    await expectAccessible(page)
    await page.setViewportSize({ width: 400, height: 900 })
    await expectAccessible(page)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  await test.step('what is wrong stands at its field', async () => {
    await page.getByLabel('Last name').fill(' ')
    await page.getByLabel('Country code').fill('44')
    await enterPassword(page, 'too-weak')
    await accept(page).click()
    await expect(page.getByLabel('Last name')).toBeFocused()
    await expect(page.getByLabel('Last name')).toHaveAccessibleDescription('Enter your last name.')
    await expect(page.getByLabel('Country code')).toHaveAccessibleDescription('Use + and up to 4 digits.')
    await expect(page.getByLabel('Password', { exact: true })).toHaveAccessibleDescription(
      /It lacks an upper-case letter, a digit\./,
    )
    await expectAccessible(page)
  })

  await test.step('accepting signs in', async () => {
    await page.getByLabel('Last name').fill('Reed')
    await page.getByLabel('Country code').fill('+44')
    await page.getByLabel('Phone number').fill('20 5550 0142')
    await enterPassword(page, password)
    await accept(page).click()
    await expectSignedIn(page, administration.accountName)
    await expectAccessible(page)
  })

  await test.step('the secret went to the server in bodies alone', () => {
    expect(sent.filter((request) => request.url().split('#')[0]?.includes(secret))).toEqual([])
    const bodies = sent
      .filter((request) => request.postData()?.includes(secret))
      .map((request) => request.url())
    expect(bodies).toEqual([`${baseURL}/session/invitation`, `${baseURL}/session/invitation/accept`])
  })

  await test.step('the link works once', async () => {
    await page.goto(pathOf(member))
    await expect(
      page.getByRole('heading', { level: 1, name: 'This invitation does not work any more' }),
    ).toBeVisible()
    await expect(page).toHaveURL('/invitation')
    await expectAccessible(page)
  })
  expect(person.complaints).toEqual([])
  await person.context.close()
  await administration.remove(member)
})

test('somebody known proves it with the password, or with the session', async ({
  context,
  browser,
  baseURL,
}) => {
  const administration = await Administration.of(context)
  const email = newAddress()
  const first = await administration.invite(email)
  const person = await freshBrowser(browser, baseURL)
  await person.page.goto(pathOf(first))
  await enterPassword(person.page, password)
  await accept(person.page).click()
  await expectSignedIn(person.page, administration.accountName)
  await administration.remove(first)

  await test.step('with the password', async () => {
    const again = await administration.invite(email)
    const elsewhere = await freshBrowser(browser, baseURL)
    const { page } = elsewhere
    await page.goto(pathOf(again))
    await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
    await expect(page.getByLabel('First name')).toHaveCount(0)
    await expectAccessible(page)
    await page.getByLabel('Password', { exact: true }).fill('not the password')
    await accept(page).click()
    await expect(page.getByRole('alert')).toBeVisible()
    await expect(page.getByLabel('Password', { exact: true })).toBeFocused()
    await expectAccessible(page)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await accept(page).click()
    await expectSignedIn(page, administration.accountName)
    expect(elsewhere.complaints).toEqual([])
    await elsewhere.context.close()
    await administration.remove(again)
  })

  await test.step('with the session', async () => {
    const again = await administration.invite(email)
    const { page } = person
    await page.goto(pathOf(again))
    await expect(accept(page)).toBeVisible()
    await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
    await expectAccessible(page)
    await accept(page).click()
    await expectSignedIn(page, administration.accountName)
    await administration.remove(again)
  })
  expect(person.complaints).toEqual([])
  await person.context.close()
})

test('an invitation is declined after a question', async ({ context, browser, baseURL }) => {
  const administration = await Administration.of(context)
  const member = await administration.invite(newAddress())
  const person = await freshBrowser(browser, baseURL)
  const { page } = person
  await page.goto(pathOf(member))
  const decline = page.getByRole('button', { name: 'Decline invitation' })
  await decline.click()
  const question = page.getByRole('dialog', { name: 'Decline invitation' })
  await expect(question).toContainText(administration.accountName)
  await expect(question.getByRole('button', { name: 'Close' })).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(question).toBeHidden()
  await expect(decline).toBeFocused()

  await decline.click()
  await question.getByRole('button', { name: 'Decline', exact: true }).click()
  const heading = page.getByRole('heading', { level: 1, name: 'You have declined' })
  await expect(heading).toBeFocused()
  await expectAccessible(page)
  await page.goto('/home')
  await page.goto(pathOf(member))
  await expect(
    page.getByRole('heading', { level: 1, name: 'This invitation does not work any more' }),
  ).toBeVisible()
  expect(person.complaints).toEqual([])
  await person.context.close()
})

test('an invitation that was withdrawn, and one that has expired, say so', async ({
  context,
  browser,
  baseURL,
}) => {
  const administration = await Administration.of(context)
  const member = await administration.invite(newAddress())
  const person = await freshBrowser(browser, baseURL)
  const { page } = person
  await page.goto(pathOf(member))
  await enterPassword(page, password)
  await administration.remove(member)
  await accept(page).click()
  await expect(
    page.getByRole('heading', { level: 1, name: 'This invitation does not work any more' }),
  ).toBeFocused()
  await expectAccessible(page)

  // The week that a real one takes is tested with the server's clock.
  await page.route('**/session/invitation', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        status: 409,
        errors: [{ message: 'The invitation has expired.', properties: ['status'] }],
      }),
    }),
  )
  await page.goto('/invitation#expired')
  await expect(page.getByRole('heading', { level: 1, name: 'This invitation has expired' })).toBeVisible()
  await expectAccessible(page)
  expect(person.complaints).toEqual([])
  await person.context.close()
})

test('a link without its secret, and a server that does not answer, are no dead ends', async ({
  browser,
  baseURL,
}) => {
  const { context, page, complaints } = await freshBrowser(browser, baseURL)
  await page.goto('/invitation')
  await expect(page.getByRole('heading', { level: 1, name: 'This link is not complete' })).toBeVisible()
  await expectAccessible(page)
  await page.route('**/session/invitation', (route) => route.abort())
  await page.goto('/invitation#some-secret')
  await expect(page.getByRole('alert')).toContainText('The server could not be reached')
  await expect(page.getByRole('button', { name: 'Try again' })).toBeVisible()
  await expectAccessible(page)
  expect(complaints).toEqual([])
  await context.close()
})
