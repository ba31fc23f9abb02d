import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { forgetSearches, rememberSearch } from '@/components/remembered-search'
import type { View } from '@/components/view'
import { paths } from '@/paths'
import { renderPart, stubServer, testSession } from '@/test/render'
import { EyeIcon } from '@/ui/icons'
import { ApiTokenPage } from './api-token-page'
import { ApiTokensPage } from './api-tokens-page'

const collection = '/public/v1/accounts/api-tokens'
const token = { id: 'TKN-6120-3374', name: 'Ledger', status: 'Active', account: testSession.account }
const page = (data: unknown[], total = data.length) => ({
  body: { $meta: { pagination: { offset: 0, limit: 10, total } }, data },
})
const view = { page: 1, size: 10 } as const
const details = <ApiTokenPage id={token.id} tab="general" onTab={() => {}} view={view} onView={() => {}} />

test('C-031, C-X5 asks for one page, newest first, without deleted tokens', async () => {
  const requests = stubServer({ [`GET ${collection}`]: page([token]) })
  renderPart(<ApiTokensPage view={{ page: 3, size: 5 }} onView={() => {}} />)
  await waitFor(() => expect(requests).toHaveLength(1))
  const { search } = new URL(requests[0]?.url ?? '')
  const query = new URLSearchParams(search)
  expect(query.get('select')).toBe('+audit,+modules')
  expect(query.get('order')).toBe('-audit.created.at')
  expect([query.get('limit'), query.get('offset')]).toEqual(['5', '10'])
  expect(search).toContain('&ne(status,Deleted)')
})

test('C-021 a page past the end goes to the last one', async () => {
  stubServer({ [`GET ${collection}`]: page([], 12) })
  const onView = vi.fn()
  renderPart(<ApiTokensPage view={{ page: 9, size: 5 }} onView={onView} />)
  await waitFor(() => expect(onView).toHaveBeenCalledWith({ page: 3, size: 5 }, { replace: true }))
})

test('C-032, C-033 and C-074 the row menu follows the status and the right to change', async () => {
  stubServer({
    [`GET ${collection}`]: page([
      token,
      { ...token, id: 'TKN-6120-3375', name: 'Stopped', status: 'Disabled' },
      { ...token, id: 'TKN-6120-3376', name: 'Gone', status: 'Deleted' },
    ]),
  })
  const { unmount } = renderPart(<ApiTokensPage view={view} onView={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Actions for Stopped' }))
  expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
    'Enable',
    'Edit',
    'Delete',
  ])
  await user.keyboard('{Escape}')
  await user.click(await screen.findByRole('button', { name: 'Actions for Ledger' }))
  await waitFor(() =>
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
      'Disable',
      'Edit',
      'Delete',
    ]),
  )
  expect(screen.queryByRole('button', { name: 'Actions for Gone' })).toBeNull()
  unmount()

  renderPart(<ApiTokensPage view={view} onView={() => {}} />, {
    session: { ...testSession, modules: { 'access-management': ['read'] } },
  })
  expect(await screen.findByRole('link', { name: 'Ledger' })).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Add' })).toBeNull()
  expect(screen.queryByRole('button', { name: /^Actions for/ })).toBeNull()
})

test('C-029 shows that there are no tokens, a failure with retry, and no access', async () => {
  let reply: { status?: number; body: unknown } = page([])
  stubServer({ [`GET ${collection}`]: () => reply })
  const first = renderPart(<ApiTokensPage view={view} onView={() => {}} />)
  expect(await screen.findByText('No API tokens yet')).toBeVisible()
  first.unmount()

  reply = { status: 500, body: { title: 'Internal Server Error' } }
  const second = renderPart(<ApiTokensPage view={view} onView={() => {}} />)
  const retry = await screen.findByRole('button', { name: 'Try again' })
  reply = page([token])
  await userEvent.click(retry)
  expect(await screen.findByRole('link', { name: 'Ledger' })).toBeVisible()
  second.unmount()

  reply = { status: 403, body: { title: 'Forbidden' } }
  renderPart(<ApiTokensPage view={view} onView={() => {}} />)
  expect(await screen.findByText('You have no access to this page')).toBeVisible()
})

test('C-054 the secret is read only when asked for and stays out of the query cache', async () => {
  const secret = 'idt:TKN-6120-3374:abcdefghijklmnop'
  const requests = stubServer({
    [`GET ${collection}/${token.id}`]: (request) =>
      new URL(request.url).searchParams.get('select') === '-token,+audit'
        ? { body: token }
        : { body: { id: token.id, token: secret } },
  })
  const { queries } = renderPart(details)
  const show = await screen.findByRole('button', { name: 'Show API token' })
  expect(requests).toHaveLength(1)
  // C-X2
  const eye = renderToStaticMarkup(<EyeIcon />)
  expect(show.innerHTML).toContain(eye)
  await userEvent.click(show)
  expect(await screen.findByText(secret)).toBeVisible()
  expect(screen.getByRole('button', { name: 'Hide API token' }).innerHTML).not.toContain(eye)
  await userEvent.click(screen.getByRole('button', { name: 'Hide API token' }))
  expect(screen.queryByText(secret)).toBeNull()
  await userEvent.click(screen.getByRole('button', { name: 'Show API token' }))
  expect(requests).toHaveLength(2)
  expect(
    JSON.stringify(
      queries
        .getQueryCache()
        .getAll()
        .map(({ state }) => state),
    ),
  ).not.toContain(secret)
})

test('C-054 says so when the account does not reveal secrets', async () => {
  stubServer({ [`GET ${collection}/${token.id}`]: { body: token } })
  renderPart(details)
  await userEvent.click(await screen.findByRole('button', { name: 'Copy API token' }))
  expect(await screen.findByText(/does not show secrets again/)).toBeVisible()
})

test.each([
  ['unknown', { status: 404, body: { title: 'Not Found' } }],
  ['deleted', { body: { ...token, status: 'Deleted' } }],
])('C-058 an %s token shows the not-found page', async (_, reply) => {
  stubServer({ [`GET ${collection}/${token.id}`]: reply })
  renderPart(details)
  expect(await screen.findByRole('heading', { name: 'There is nothing here' })).toBeVisible()
})

test('C-073 a conflict says why and reads the token again', async () => {
  let status = 'Active'
  const requests = stubServer({
    [`GET ${collection}/${token.id}`]: () => ({ body: { ...token, status } }),
    [`POST ${collection}/${token.id}/disable`]: () => {
      status = 'Disabled'
      return {
        status: 409,
        body: { errors: [{ message: 'Token is already Disabled.', properties: ['status'] }] },
      }
    },
  })
  renderPart(details)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Actions' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Disable' }))
  await user.click(await screen.findByRole('button', { name: 'Disable' }))
  expect(await screen.findByText('Nothing was changed: Token is already Disabled.')).toBeInTheDocument()
  expect(await screen.findByText('Disabled', { exact: true })).toBeVisible()
  expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(2)
})

test('C-072 deleting on the details page goes back to the list', async () => {
  stubServer({
    [`GET ${collection}/${token.id}`]: { body: token },
    [`DELETE ${collection}/${token.id}`]: { status: 204 },
  })
  const { router } = renderPart(details)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Actions' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/administration/settings/api-tokens'))
  expect(screen.getByText('API token Ledger is deleted.')).toBeInTheDocument()
})

test.each([
  ['Active', 'Disable', 'Requests with this token fail until it is enabled again.'],
  ['Disabled', 'Enable', 'Requests with this token are accepted again.'],
  ['Active', 'Delete', 'A deleted token cannot be restored or reused.'],
])(
  'C-070, C-071 for one that is %s, %s asks first, names the token and says what follows',
  async (status, label, text) => {
    const requests = stubServer({ [`GET ${collection}`]: page([{ ...token, status }]) })
    renderPart(<ApiTokensPage view={view} onView={() => {}} />)
    const user = userEvent.setup()
    await user.click(await screen.findByRole('button', { name: 'Actions for Ledger' }))
    await user.click(await screen.findByRole('menuitem', { name: label }))
    const dialog = await screen.findByRole('dialog', { name: `${label} API token` })
    expect(dialog).toHaveTextContent(`${label} Ledger (TKN-6120-3374)`)
    expect(dialog).toHaveTextContent(text)
    await user.click(within(dialog).getByRole('button', { name: 'Close' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(requests.every(({ method }) => method === 'GET')).toBe(true)
  },
)

test('C-034 Operations see whose token it is, in the list and before they act', async () => {
  stubServer({ [`GET ${collection}`]: page([token]) })
  renderPart(<ApiTokensPage view={view} onView={() => {}} scope="all" />, {
    session: {
      ...testSession,
      account: { id: 'ACC-1000-0001', name: 'Platform', type: 'Operations' },
      modules: { 'access-management': ['read', 'edit'], 'platform-account-management': ['read', 'edit'] },
    },
  })
  const user = userEvent.setup()
  const cell = await screen.findByText('Harbor Lane')
  expect(cell.closest('td')).toHaveAttribute('data-label', 'Account')
  await user.click(screen.getByRole('button', { name: 'Actions for Ledger' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Disable' }))
  expect(await screen.findByRole('dialog', { name: 'Disable API token' })).toHaveTextContent(
    'Disable Ledger (TKN-6120-3374) of Harbor Lane (ACC-7402-1185)?',
  )
})

test('C-034 everybody else has no account column', async () => {
  stubServer({ [`GET ${collection}`]: page([token]) })
  renderPart(<ApiTokensPage view={view} onView={() => {}} />)
  await screen.findByRole('link', { name: 'Ledger' })
  expect(screen.queryByRole('columnheader', { name: 'Account' })).toBeNull()
})

test('C-021 rows of the page before are out of reach while the next page loads', async () => {
  let release = () => {}
  const slow = new Promise<void>((resolve) => (release = resolve))
  stubServer({
    [`GET ${collection}`]: async (request) => {
      if (new URL(request.url).searchParams.get('offset') === '0') return page([token], 20)
      await slow
      return page([{ ...token, id: 'TKN-6120-3399', name: 'Second' }], 20)
    },
  })
  function Pages() {
    const [shown, setShown] = useState<View>(view)
    return <ApiTokensPage view={shown} onView={setShown} />
  }
  renderPart(<Pages />)
  const row = (await screen.findByText('Ledger')).closest('tbody')
  expect(row).not.toHaveAttribute('inert')
  await userEvent.click(screen.getByRole('button', { name: 'Next' }))
  await waitFor(() => expect(row).toHaveAttribute('inert'))
  expect(screen.getByText('Loading…')).toBeVisible()
  release()
  expect(await screen.findByText('Second')).toBeVisible()
  expect(row).not.toHaveAttribute('inert')
  expect(screen.getByText('11-20 of 20 rows')).toBeVisible()
})

test('C-100 after Delete the focus is on the row that took the place', async () => {
  const rows = [token, { ...token, id: 'TKN-6120-3375', name: 'Next one' }]
  stubServer({
    [`GET ${collection}`]: () => page(rows),
    [`DELETE ${collection}/${token.id}`]: () => {
      rows.shift()
      return { status: 204 }
    },
  })
  renderPart(<ApiTokensPage view={view} onView={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Actions for Ledger' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Delete' }))
  await user.click(await screen.findByRole('button', { name: 'Delete' }))
  await waitFor(() => expect(screen.queryByText('Ledger')).toBeNull())
  await waitFor(() => expect(screen.getByRole('link', { name: 'Next one' })).toHaveFocus())
})

test('C-028 the way back to the list leads to the page that was left', async () => {
  rememberSearch(paths.apiTokens, { page: 3, size: 5 })
  stubServer({ [`GET ${collection}/${token.id}`]: { body: token } })
  renderPart(details)
  const back = await screen.findByRole('link', { name: 'Back to API tokens' })
  expect(back).toHaveAttribute('href', `${paths.apiTokens}?page=3&size=5`)
  forgetSearches()
})
