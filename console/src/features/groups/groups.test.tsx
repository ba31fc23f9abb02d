import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { renderPart, stubServer, testSession } from '@/test/render'
import { definitionChange } from '@/components/definition/definition'
import EditGroupWizard from './edit-group-wizard'
import { nameLengthMax, nameProblem } from './group-form'
import { changeGroupUsers } from './group-users'

test('the name of a group is checked at the limit and one past it', () => {
  expect(nameProblem('  ')).toMatch(/Enter a name/)
  expect(nameProblem('𝟘'.repeat(nameLengthMax))).toBeNull()
  expect(nameProblem('𝟘'.repeat(nameLengthMax + 1))).toMatch(/at most 200/)
  expect(nameProblem('a_b/c 🪙')).toBeNull()
  expect(nameProblem('a\u0007b')).toMatch(/control/)
})

test('only what was changed in a group is sent', () => {
  const base = { name: 'Books', description: 'x', moduleIds: ['a', 'b'], userIds: ['u'] }
  const others = { ...base, moduleIds: ['b', 'a'], userIds: [] }
  expect(definitionChange(base, others)).toEqual({})
  expect(definitionChange(base, { ...base, name: ' Two ', description: '', moduleIds: ['a'] })).toEqual({
    name: 'Two',
    description: null,
    modules: [{ id: 'a' }],
  })
})

test('users are added and removed, and failures are named with the reason', async () => {
  const groups = (user: string) => `/public/v1/accounts/accounts/ACC-1/users/${user}/groups`
  const requests = stubServer({
    [`POST ${groups('new')}`]: { status: 201, body: {} },
    [`DELETE ${groups('old')}/UGR-1`]: {
      status: 409,
      body: { errors: [{ message: 'The last group cannot be taken.' }] },
    },
  })
  const refused = await changeGroupUsers({
    accountId: 'ACC-1',
    groupId: 'UGR-1',
    before: ['old', 'same'],
    after: ['same', 'new'],
    nameOf: (id) => `Mx ${id}`,
  })
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'DELETE'])
  expect(refused).toEqual(['Mx old – The last group cannot be taken.'])
})

const group = {
  id: 'UGR-8816-0427',
  revision: 2,
  name: 'Administrators',
  isDefault: true,
  account: { id: 'ACC-7402-1185', name: 'Harbor Lane', type: 'Vendor' as const },
  modules: [
    { id: 'MOD-1', name: 'Billing' },
    { id: 'MOD-2', name: 'Catalog' },
  ],
  users: [],
}
const page = (data: unknown[], total = data.length) => ({
  body: { $meta: { pagination: { offset: 0, limit: 100, total } }, data },
})

function edit(modules: Record<string, ('read' | 'edit')[]>) {
  const requests = stubServer({
    'GET /public/v1/accounts/user-groups': (request) =>
      new URL(request.url).searchParams.get('limit') === '0' ? page([], 1) : page([group]),
    'GET /public/v1/accounts/api-tokens': page([], 3),
    'GET /public/v1/accounts/accounts/ACC-7402-1185/users': { body: undefined },
    [`PUT /public/v1/accounts/user-groups/${group.id}`]: { body: group },
  })
  const onClose = vi.fn()
  renderPart(<EditGroupWizard group={group} onClose={onClose} onGone={() => {}} />, {
    session: { ...testSession, modules },
  })
  return { requests, onClose }
}

test('C-083 without Account Management the modules of the default group are not changed', async () => {
  edit({ 'access-management': ['read', 'edit'] })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Modules/ }))
  expect(await screen.findByText(/Only people with Account Management can change them/)).toBeVisible()
  expect(screen.queryByRole('checkbox')).toBeNull()
})

test('C-083 removing a module from the default group shows what else loses it', async () => {
  const { requests, onClose } = edit({
    'access-management': ['read', 'edit'],
    'account-management': ['read', 'edit'],
  })
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Modules/ }))
  await user.click(await screen.findByRole('checkbox', { name: 'Catalog' }))
  const warning = await screen.findByRole('alert')
  expect(warning).toHaveTextContent('Catalog: what you remove from the default group')
  await waitFor(() => expect(warning).toHaveTextContent('3 API tokens and 1 other group have them now.'))
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const sent = requests.find(({ method }) => method === 'PUT')
  expect(await sent?.json()).toEqual({ modules: [{ id: 'MOD-1' }] })
  expect(sent?.headers.get('If-Match')).toBe('"2"')
})
