import { fireEvent, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { renderPart, stubServer, testSession } from '@/test/render'
import { InvitationPage } from './invitation-page'

const secret = '8sXw2kQzR5nT1vYb7LcM0d'
const account = { id: 'ACC-7402-1185', name: 'Harbor Lane', type: 'Vendor' }
const offer = {
  account,
  user: { email: 'tobin@harborlane.example', firstName: 'Tobin', lastName: 'Ashgrove' },
  expiresAt: '2026-03-05T07:04:00Z',
  setsPassword: true,
}
const nobody = { 'GET /session': { status: 401, body: { title: 'Unauthorized' } } }
const opened = { ...testSession, account: { ...account, status: 'Active' } }

type Replies = Parameters<typeof stubServer>[0]

async function openLink(replies: Replies) {
  window.history.replaceState(null, '', `/invitation#${secret}`)
  const requests = stubServer({ ...nobody, ...replies })
  const onSignedIn = vi.fn()
  const view = renderPart(<InvitationPage onSignedIn={onSignedIn} />)
  await waitFor(() => expect(requests.length).toBeGreaterThan(0))
  return { ...view, requests, onSignedIn, user: userEvent.setup() }
}

const sent = async (requests: Request[], path: string) =>
  Promise.all(
    requests
      .filter(({ url }) => new URL(url).pathname === path)
      .map((request) => request.clone().json() as Promise<unknown>),
  )

const enter = async (label: string, value: string) =>
  fireEvent.change(await screen.findByLabelText(label), { target: { value } })
const button = (name: string) => screen.findByRole('button', { name })
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })

beforeEach(() => window.history.replaceState(null, '', '/'))
afterEach(() => window.history.replaceState(null, '', '/'))

test('C-003 shows what the invitation is for; its secret leaves the address bar and travels in bodies', async () => {
  const { requests, queries } = await openLink({ 'POST /session/invitation': { body: offer } })
  expect(await heading('Join Harbor Lane')).toBeVisible()
  expect(screen.getByText('tobin@harborlane.example')).toBeVisible()
  expect(screen.getByText('Vendor · ACC-7402-1185')).toBeVisible()
  expect(screen.getByText(/^5 March 2026/)).toBeVisible()
  expect(window.location.href).not.toContain(secret)
  expect(requests.map(({ url }) => url).join()).not.toContain(secret)
  expect(await sent(requests, '/session/invitation')).toEqual([{ invitation: secret }])
  expect(JSON.stringify(queries.getQueryCache().getAll())).not.toContain(secret)
})

test('C-003 a new person states names, phone and a password twice, and is signed in', async () => {
  const { user, requests, onSignedIn } = await openLink({
    'POST /session/invitation': { body: offer },
    'POST /session/invitation/accept': { body: opened },
  })
  expect(await screen.findByLabelText('First name')).toHaveValue('Tobin')
  await enter('Last name', 'Reed')
  await enter('Country code', '+44')
  await enter('Password', 'Tidal-Gate-77')
  await enter('Confirm password', 'Tidal-Gate-78')
  await user.click(await button('Accept invitation'))
  expect(screen.getByLabelText('Confirm password')).toHaveAccessibleDescription('The passwords do not match.')
  expect(screen.getByLabelText('Confirm password')).toHaveFocus()
  expect(await sent(requests, '/session/invitation/accept')).toEqual([])

  await enter('Confirm password', 'Tidal-Gate-77')
  await user.click(await button('Accept invitation'))
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledTimes(1))
  expect(onSignedIn.mock.calls[0]?.[0]).toEqual(opened)
  expect(await sent(requests, '/session/invitation/accept')).toEqual([
    {
      invitation: secret,
      firstName: 'Tobin',
      lastName: 'Reed',
      phone: { prefix: '+44', number: '' },
      password: 'Tidal-Gate-77',
    },
  ])
})

test('what the server refuses stands at its fields', async () => {
  const { user } = await openLink({
    'POST /session/invitation': { body: offer },
    'POST /session/invitation/accept': {
      status: 400,
      body: { status: 400, errors: { lastName: ['Not this one.'], 'phone.number': ['Nor this.'] } },
    },
  })
  await enter('Password', 'Tidal-Gate-77')
  await enter('Confirm password', 'Tidal-Gate-77')
  await user.click(await button('Accept invitation'))
  await waitFor(() => expect(screen.getByLabelText('Last name')).toHaveFocus())
  expect(screen.getByLabelText('Last name')).toHaveAccessibleDescription('Not this one.')
  expect(screen.getByLabelText('Phone number')).toHaveAccessibleDescription('Nor this.')
  expect(screen.queryByRole('alert')).toBeNull()
})

test('somebody known is asked for the password and nothing else; a wrong one may be tried again', async () => {
  let reply: { status?: number; body: unknown } = {
    status: 401,
    body: { status: 401, detail: 'The e-mail or password is not correct.' },
  }
  const { user, requests, onSignedIn } = await openLink({
    'POST /session/invitation': { body: { ...offer, setsPassword: false } },
    'POST /session/invitation/accept': () => reply,
  })
  await enter('Password', 'wrong')
  expect(screen.queryByLabelText('First name')).toBeNull()
  expect(screen.queryByLabelText('Confirm password')).toBeNull()
  await user.click(await button('Accept invitation'))
  expect(await screen.findByRole('alert')).toHaveTextContent('The e-mail or password is not correct.')
  expect(screen.getByLabelText('Password')).toHaveFocus()
  expect(screen.getByLabelText('Password')).toHaveValue('')

  reply = { body: opened }
  await user.keyboard('Tidal-Gate-77{Enter}')
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledTimes(1))
  expect((await sent(requests, '/session/invitation/accept'))[1]).toEqual({
    invitation: secret,
    password: 'Tidal-Gate-77',
  })
})

test('decision 0010: who has no password yet is told to sign in first', async () => {
  const { user } = await openLink({
    'POST /session/invitation': { body: { ...offer, setsPassword: false } },
    'POST /session/invitation/accept': {
      status: 409,
      body: {
        errors: [
          { message: 'The user has no password yet: sign in first, then accept.', properties: ['user'] },
        ],
      },
    },
  })
  await enter('Password', 'anything')
  await user.click(await button('Accept invitation'))
  expect(await screen.findByRole('alert')).toHaveTextContent(/no password yet: sign in first/)
  expect(screen.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
})

test('R-074 who is signed in already accepts through the API and goes on in the account', async () => {
  const path = `/public/v1/accounts/accounts/${account.id}/users/${testSession.user.id}/accept-invite`
  const { user, requests, onSignedIn } = await openLink({
    'GET /session': {
      body: { ...testSession, user: { ...testSession.user, email: 'Tobin@HarborLane.example' } },
    },
    'POST /session/invitation': { body: { ...offer, setsPassword: false } },
    [`POST ${path}`]: { body: {} },
    'POST /session/account': { body: opened },
  })
  await user.click(await button('Accept invitation'))
  await waitFor(() => expect(onSignedIn).toHaveBeenCalledTimes(1))
  expect(screen.queryByLabelText('Password')).toBeNull()
  expect(requests.slice(-2).map(({ url }) => new URL(url).pathname)).toEqual([path, '/session/account'])
  expect(
    requests.every(({ headers }) => !headers.has('X-CSRF-Token') || headers.get('X-CSRF-Token') !== ''),
  ).toBe(true)
})

test('somebody else who is signed in here is told that accepting changes who is', async () => {
  await openLink({ 'GET /session': { body: testSession }, 'POST /session/invitation': { body: offer } })
  expect(await screen.findByRole('note')).toHaveTextContent(
    'You are signed in as mira@harborlane.example in this browser. Accepting signs you in as tobin@harborlane.example instead.',
  )
})

test.each([
  [404, 'This invitation does not work any more', /accepted, declined or withdrawn/],
  [409, 'This invitation has expired', /The invitation has expired\. Ask the person who invited you/],
])('%i is answered by a page that says so', async (status, title, words) => {
  const errors = [{ message: 'The invitation has expired.', properties: ['status'] }]
  await openLink({ 'POST /session/invitation': { status, body: { status, errors } } })
  expect(await heading(title)).toHaveFocus()
  expect(screen.getByRole('alert')).toHaveTextContent(words)
  expect(screen.queryByRole('button', { name: 'Accept invitation' })).toBeNull()
})

test('an invitation that ends while its page is open is not offered any more', async () => {
  let reply: { status?: number; body: unknown } = { body: offer }
  const { user } = await openLink({
    'POST /session/invitation': () => reply,
    'POST /session/invitation/accept': () => reply,
  })
  await enter('Password', 'Tidal-Gate-77')
  await enter('Confirm password', 'Tidal-Gate-77')
  reply = { status: 404, body: { status: 404, title: 'Not Found' } }
  await user.click(await button('Accept invitation'))
  expect(await heading('This invitation does not work any more')).toBeVisible()
})

test('what could not be read can be asked for again', async () => {
  let reply: { status?: number; body: unknown; headers?: Record<string, string> } = {
    status: 429,
    body: { status: 429 },
    headers: { 'Retry-After': '90' },
  }
  const { user } = await openLink({ 'POST /session/invitation': () => reply })
  expect(await screen.findByRole('alert')).toHaveTextContent('Too many attempts. Try again in 2 minutes.')
  reply = { body: offer }
  await user.click(await button('Try again'))
  expect(await heading('Join Harbor Lane')).toBeVisible()
})

test('C-003 declining asks first and says so afterwards', async () => {
  const { user, requests } = await openLink({
    'POST /session/invitation': { body: offer },
    'POST /session/invitation/decline': { status: 204 },
  })
  await user.click(await button('Decline invitation'))
  const question = await screen.findByRole('dialog', { name: 'Decline invitation' })
  expect(question).toHaveTextContent('Harbor Lane')
  await user.click(await button('Close'))
  expect(await sent(requests, '/session/invitation/decline')).toEqual([])

  await user.click(await button('Decline invitation'))
  await user.click(await button('Decline'))
  expect(await heading('You have declined')).toBeVisible()
  expect(await sent(requests, '/session/invitation/decline')).toEqual([{ invitation: secret }])
})

test('a link without its secret asks nothing of the server', async () => {
  const requests = stubServer(nobody)
  renderPart(<InvitationPage onSignedIn={() => {}} />)
  expect(await heading('This link is not complete')).toBeVisible()
  expect(requests.filter(({ method }) => method === 'POST')).toEqual([])
})

test('another link opened in the same tab is another invitation', async () => {
  await openLink({
    'POST /session/invitation': async (request) => {
      const { invitation } = (await request.json()) as { invitation: string }
      return {
        body: {
          ...offer,
          account: { ...account, name: invitation === secret ? 'Harbor Lane' : 'Birch Retail' },
        },
      }
    },
  })
  expect(await heading('Join Harbor Lane')).toBeVisible()
  window.location.hash = 'another'
  expect(await heading('Join Birch Retail')).toBeVisible()
  expect(window.location.href).not.toContain('another')
})
