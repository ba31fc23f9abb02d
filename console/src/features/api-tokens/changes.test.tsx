import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { renderPart, stubServer, testSession } from '@/test/render'
import { ApiTokensPage } from './api-tokens-page'
import { curlOf } from './curl'
import { definitionChange } from '@/components/definition/definition'
import EditApiTokenWizard from './edit-api-token-wizard'

const collection = '/public/v1/accounts/api-tokens'
const modules = [
  { id: 'MOD-1756', name: 'Access Management' },
  { id: 'MOD-2210', name: 'Billing' },
]
const token = {
  id: 'TKN-6120-3374',
  revision: 3,
  name: 'Ledger',
  description: 'Nightly',
  status: 'Active' as const,
  account: { id: 'ACC-7402-1185', name: 'Harbor Lane', type: 'Vendor' as const },
  modules: [{ id: 'MOD-2210', name: 'Billing' }],
}
const groups = {
  body: { $meta: { pagination: { offset: 0, limit: 100, total: 1 } }, data: [{ id: 'UGR-1', modules }] },
}
const userGroups = 'GET /public/v1/accounts/user-groups'
const put = `PUT ${collection}/${token.id}`
const get = `GET ${collection}/${token.id}`

function edit(onClose = () => {}, onGone = () => {}) {
  return renderPart(<EditApiTokenWizard token={token} onClose={onClose} onGone={onGone} />)
}

test('C-061, C-062, C-X3 editing begins with the name, the description and the modules of the token', async () => {
  stubServer({ [userGroups]: groups })
  edit()
  const user = userEvent.setup()
  expect(await screen.findByLabelText('API token name')).toHaveValue('Ledger')
  expect(screen.getAllByRole('textbox').map((field) => (field as HTMLInputElement).value)).toEqual([
    'Ledger',
    'Nightly',
  ])
  await user.click(screen.getByRole('button', { name: /^Modules/ }))
  expect(await screen.findByRole('checkbox', { name: 'Billing' })).toBeChecked()
  expect(screen.getByRole('checkbox', { name: 'Access Management' })).not.toBeChecked()
})

test('C-063 Save sends only what was changed, for the revision that was seen', async () => {
  const requests = stubServer({ [userGroups]: groups, [put]: { body: token } })
  const onClose = vi.fn()
  edit(onClose)
  const user = userEvent.setup()
  const name = await screen.findByLabelText('API token name')
  expect(name).toHaveValue('Ledger')
  await user.clear(name)
  await user.type(name, 'Ledger two')
  await user.click(screen.getByRole('button', { name: /^Modules/ }))
  expect(await screen.findByRole('checkbox', { name: 'Billing' })).toBeChecked()
  await user.click(screen.getByRole('checkbox', { name: 'Access Management' }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const sent = requests.find(({ method }) => method === 'PUT')
  expect(await sent?.json()).toEqual({
    name: 'Ledger two',
    modules: [{ id: 'MOD-2210' }, { id: 'MOD-1756' }],
  })
  expect(sent?.headers.get('If-Match')).toBe('"3"')
  expect(screen.getByText('API token Ledger two is saved.')).toBeInTheDocument()
})

test('C-063 without a change nothing is sent, and an emptied description is cleared', () => {
  const base = { logo: null, name: 'Ledger', description: 'Nightly', moduleIds: ['a', 'b'] }
  expect(definitionChange(base, { ...base, name: ' Ledger ', moduleIds: ['b', 'a'] })).toEqual({})
  expect(definitionChange(base, { ...base, description: '' })).toEqual({ description: null })
  expect(definitionChange(base, { ...base, moduleIds: ['a'] })).toEqual({ modules: [{ id: 'a' }] })
  expect(definitionChange(base, { ...base, moduleIds: ['a', 'c'] })).toEqual({
    modules: [{ id: 'a' }, { id: 'c' }],
  })
})

test('C-060 both steps are open at any time, and a wrong name leads to its field', async () => {
  stubServer({ [userGroups]: groups })
  edit()
  const user = userEvent.setup()
  await user.clear(await screen.findByLabelText('API token name'))
  await user.click(screen.getByRole('button', { name: /^Modules/ }))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  const name = await screen.findByLabelText('API token name')
  expect(name).toHaveAccessibleDescription('Enter a name.')
  expect(name).toHaveFocus()
})

test('a conflict shows both versions, and Save mine saves over the newer one', async () => {
  let revision = 3
  const requests = stubServer({
    [userGroups]: groups,
    [put]: (request) => {
      if (request.headers.get('If-Match') !== '"4"')
        return { status: 412, body: { title: 'Precondition Failed' } }
      return { body: token }
    },
    [get]: () => ({ body: { ...token, name: 'Theirs', revision: ++revision } }),
  })
  const onClose = vi.fn()
  edit(onClose)
  const user = userEvent.setup()
  const name = await screen.findByLabelText('API token name')
  await user.clear(name)
  await user.type(name, 'Mine')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  const versions = within(await screen.findByRole('alert')).getByRole('table')
  expect(
    within(versions)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['Mine', 'Theirs'])
  expect(onClose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Save mine' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  expect(
    requests.filter(({ method }) => method === 'PUT').map(({ headers }) => headers.get('If-Match')),
  ).toEqual(['"3"', '"4"'])
})

test('a conflict can keep the other version', async () => {
  stubServer({
    [userGroups]: groups,
    [put]: { status: 412, body: { title: 'Precondition Failed' } },
    [get]: { body: { ...token, description: 'Hourly', revision: 4 } },
  })
  const onClose = vi.fn()
  edit(onClose)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), ' two')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  // They changed the description, which this change does not touch.
  const note = await screen.findByRole('alert')
  expect(note).toHaveTextContent('not the fields that you have changed')
  expect(
    within(note)
      .getAllByRole('cell')
      .map((cell) => cell.textContent),
  ).toEqual(['Ledger two', 'Not changed', 'Not changed', 'Hourly'])
  await user.click(screen.getByRole('button', { name: 'Keep theirs' }))
  expect(onClose).toHaveBeenCalled()
})

test.each([
  [
    400,
    { errors: { 'modules[0].id': ['Module is not available to the account.'] } },
    /not available to the account/,
  ],
  [403, { title: 'Forbidden', detail: 'The caller lacks a module.' }, /The caller lacks a module/],
  [409, { errors: [{ message: 'The token is deleted.' }] }, /The token is deleted/],
])('C-063 a refusal of %d is a sentence in the dialog', async (status, problem, sentence) => {
  stubServer({ [userGroups]: groups, [put]: { status, body: problem } })
  edit()
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), ' two')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(sentence)
})

test('C-073 a token that is gone leads away', async () => {
  stubServer({ [userGroups]: groups, [put]: { status: 404, body: { title: 'Not Found' } } })
  const onGone = vi.fn()
  edit(() => {}, onGone)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), ' two')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(onGone).toHaveBeenCalled())
  expect(screen.getByText('API token Ledger does not exist any more.')).toBeInTheDocument()
})

const tokens = ['One', 'Two', 'Three', 'Four'].map((name, at) => ({
  ...token,
  id: `TKN-0000-000${at + 1}`,
  name,
  status: at === 1 ? 'Disabled' : 'Active',
}))

test('several tokens are disabled with progress and a result for each', async () => {
  const requests = stubServer({
    [`GET ${collection}`]: {
      body: { $meta: { pagination: { offset: 0, limit: 10, total: 4 } }, data: tokens },
    },
    [`POST ${collection}/TKN-0000-0001/disable`]: { body: tokens[0] },
    [`POST ${collection}/TKN-0000-0003/disable`]: {
      status: 409,
      body: { errors: [{ message: 'Token is already Disabled.' }] },
    },
    [`POST ${collection}/TKN-0000-0004/disable`]: { status: 404, body: { title: 'Not Found' } },
  })
  renderPart(<ApiTokensPage view={{ page: 1, size: 10 }} onView={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('checkbox', { name: 'Select all rows on this page' }))
  await user.click(screen.getByRole('button', { name: 'Disable' }))
  const dialog = await screen.findByRole('dialog', { name: 'Disable 4 API tokens' })
  expect(requests.filter(({ method }) => method === 'POST')).toHaveLength(0)
  await user.click(within(dialog).getByRole('button', { name: 'Disable' }))
  expect(await within(dialog).findByText('1 of 4 changed. 2 failed.')).toBeVisible()
  expect(
    within(dialog)
      .getAllByRole('listitem')
      .map((item) => item.textContent),
  ).toEqual([
    expect.stringMatching(/^One .*Disabled$/),
    expect.stringMatching(/^Two .*already Disabled\.$/),
    expect.stringMatching(/^Three .*Token is already Disabled\.$/),
    expect.stringMatching(/^Four .*does not exist any more\.$/),
  ])
  expect(within(dialog).getByRole('progressbar')).toHaveAttribute('aria-valuenow', '100')
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByText('4 selected')).toBeNull())
})

test('a run over several tokens can be stopped', async () => {
  let release = () => {}
  const slow = new Promise<void>((resolve) => (release = resolve))
  const requests = stubServer({
    [`GET ${collection}`]: {
      body: { $meta: { pagination: { offset: 0, limit: 10, total: 4 } }, data: tokens },
    },
    [`DELETE ${collection}/TKN-0000-0001`]: async () => {
      await slow
      return { status: 204 }
    },
  })
  renderPart(<ApiTokensPage view={{ page: 1, size: 10 }} onView={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('checkbox', { name: 'Select One' }))
  await user.click(screen.getByRole('checkbox', { name: 'Select Two' }))
  await user.click(screen.getByRole('button', { name: 'Delete' }))
  const dialog = await screen.findByRole('dialog', { name: 'Delete 2 API tokens' })
  await user.click(within(dialog).getByRole('button', { name: 'Delete' }))
  await user.click(await within(dialog).findByRole('button', { name: 'Stop' }))
  release()
  expect(await within(dialog).findByText('Not sent')).toBeVisible()
  expect(requests.filter(({ method }) => method === 'DELETE')).toHaveLength(1)
})

test('C-034 the settings list the own account only, also for Operations', async () => {
  const requests = stubServer({
    [`GET ${collection}`]: { body: { $meta: { pagination: { offset: 0, limit: 10, total: 0 } }, data: [] } },
  })
  const session = {
    ...testSession,
    account: { id: 'ACC-1000-0001', name: 'Platform', type: 'Operations' as const },
    modules: {
      'access-management': ['read', 'edit'] as ('read' | 'edit')[],
      'platform-account-management': ['read', 'edit'] as ('read' | 'edit')[],
    },
  }
  const view = { page: 1, size: 10 } as const
  const own = renderPart(<ApiTokensPage view={view} onView={() => {}} />, { session })
  await waitFor(() => expect(requests).toHaveLength(1))
  expect(decodeURIComponent(requests[0]?.url ?? '')).toContain('eq(account.id,"ACC-1000-0001")')
  own.unmount()
  renderPart(<ApiTokensPage view={view} onView={() => {}} scope="all" />, { session })
  await waitFor(() => expect(requests).toHaveLength(2))
  expect(decodeURIComponent(requests[1]?.url ?? '')).not.toContain('account.id')
  expect(screen.queryByRole('button', { name: 'Add' })).toBeNull()
})

test('C-031 a filter on the status finds deleted tokens too', async () => {
  const requests = stubServer({
    [`GET ${collection}`]: { body: { $meta: { pagination: { offset: 0, limit: 10, total: 0 } }, data: [] } },
  })
  renderPart(
    <ApiTokensPage
      view={{
        page: 1,
        size: 10,
        filter: { join: 'and', items: [{ property: 'status', operator: 'ne', values: ['Active'] }] },
      }}
      onView={() => {}}
    />,
  )
  await waitFor(() => expect(requests).toHaveLength(1))
  const url = decodeURIComponent(requests[0]?.url ?? '')
  expect(url).toContain('not(eq(status,"Active"))')
  expect(url).not.toContain('ne(status,Deleted)')
})

test('C-102 the command to copy holds no secret, and quotes what it is given', () => {
  expect(curlOf('https://api.jeton.example/public/v1/', 'TKN-6120-3374')).toBe(
    `curl 'https://api.jeton.example/public/v1/accounts/api-tokens/TKN-6120-3374' -H "Authorization: Bearer $JETON_TOKEN"`,
  )
  expect(curlOf("https://it's/", 'TKN-6120-3374')).toContain("'https://it'\\''s/accounts")
})
