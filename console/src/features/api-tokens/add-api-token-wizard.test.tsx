import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import { draftKind } from './requests'
import { draftOwner, dropDraft, keptDraft } from '@/components/wizard/draft'
import { renderPart, stubServer, testSession } from '@/test/render'
import AddApiTokenWizard from './add-api-token-wizard'
import { paths } from '@/paths'

const groups = {
  body: {
    $meta: { pagination: { offset: 0, limit: 100, total: 1 } },
    data: [
      {
        id: 'UGR-8816-0427',
        modules: [
          { id: 'MOD-2210', name: 'Billing', description: 'Invoices' },
          { id: 'MOD-1756', name: 'Access Management', description: 'People' },
        ],
      },
    ],
  },
}
const userGroups = 'GET /public/v1/accounts/user-groups'
const create = 'POST /public/v1/accounts/api-tokens'
const account = `GET /public/v1/accounts/accounts/${testSession.account?.id}`
const reveals = (revealTokens: boolean) => ({ body: { id: testSession.account?.id, revealTokens } })

afterEach(() => dropDraft())

async function fillAndGoToOverview(name: string) {
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), name)
  await user.click(screen.getByRole('button', { name: 'Next' }))
  await user.click(await screen.findByRole('checkbox', { name: 'Billing' }))
  await user.click(screen.getByRole('button', { name: 'Next' }))
  return user
}

test('C-046 sends one request with what was entered and shows the summary', async () => {
  const requests = stubServer({
    [userGroups]: groups,
    [account]: reveals(true),
    [create]: {
      status: 201,
      body: { id: 'TKN-6120-3374', name: 'Ledger', token: 'idt:TKN-6120-3374:never-keep-me' },
    },
  })
  const { queries } = renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview(' Ledger ')
  await user.dblClick(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('The API token has been created.')).toBeVisible()
  expect(screen.queryByRole('button', { name: 'Back' })).toBeNull()
  expect(screen.queryByText(/never-keep-me/)).toBeNull()

  const sent = requests.filter(({ method }) => method === 'POST')
  expect(sent).toHaveLength(1)
  expect(await sent[0]?.json()).toEqual({ name: 'Ledger', modules: [{ id: 'MOD-2210' }] })
  const cached = [queries.getMutationCache().getAll(), queries.getQueryCache().getAll()].map((entries) =>
    JSON.stringify(entries.map(({ state }) => state)),
  )
  expect(cached.join()).not.toContain('never-keep-me')
})

test('C-046 a field problem of the server leads back to the step of the field', async () => {
  stubServer({
    [userGroups]: groups,
    [create]: {
      status: 400,
      body: { title: 'Bad Request', errors: { name: ['This name is not allowed.'] } },
    },
  })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview('Ledger')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  const field = await screen.findByLabelText('API token name')
  expect(field).toHaveValue('Ledger')
  expect(field).toHaveAccessibleDescription('This name is not allowed.')
  await waitFor(() => expect(field).toHaveFocus())
})

test('C-046 after a failure the same input can be sent again', async () => {
  let attempts = 0
  stubServer({
    [userGroups]: groups,
    [create]: () =>
      ++attempts === 1
        ? { status: 500, body: { title: 'Internal Server Error', traceId: '00-aa-bb-00' } }
        : { status: 201, body: { id: 'TKN-6120-3374', name: 'Ledger' } },
  })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview('Ledger')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('00-aa-bb-00')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('The API token has been created.')).toBeVisible()
  expect(attempts).toBe(2)
})

test('C-043 Next puts the focus on the first wrong field', async () => {
  stubServer({ [userGroups]: groups })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Next' }))
  const field = screen.getByLabelText('API token name')
  await waitFor(() => expect(field).toHaveFocus())
  expect(field).toHaveAccessibleDescription('Enter a name.')
})

test('C-049 asks before input is lost and does not ask without input', async () => {
  stubServer({ [userGroups]: groups })
  const onClose = vi.fn()
  renderPart(<AddApiTokenWizard onClose={onClose} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), 'L')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await user.click(await screen.findByRole('button', { name: 'Keep editing' }))
  expect(onClose).not.toHaveBeenCalled()
  await user.clear(screen.getByLabelText('API token name'))
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(onClose).toHaveBeenCalledTimes(1)
})

test('modules that can not be loaded can be asked for again', async () => {
  let attempts = 0
  stubServer({ [userGroups]: () => (++attempts === 1 ? { status: 500, body: { title: 'x' } } : groups) })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), 'Ledger')
  await user.click(screen.getByRole('button', { name: 'Next' }))
  await user.click(await screen.findByRole('button', { name: 'Try again' }))
  const boxes = await screen.findAllByRole('checkbox')
  expect(boxes.map((box) => box.getAttribute('value'))).toEqual(['MOD-1756', 'MOD-2210'])
})

test('C-048 where reveal is off the secret is shown once, and Close asks until it was copied', async () => {
  stubServer({
    [userGroups]: groups,
    [account]: reveals(false),
    [create]: {
      status: 201,
      body: { id: 'TKN-6120-3374', name: 'Ledger', token: 'idt:TKN-6120-3374:only-now' },
    },
  })
  const onClose = vi.fn()
  const { queries } = renderPart(<AddApiTokenWizard onClose={onClose} />)
  const user = await fillAndGoToOverview('Ledger')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('idt:TKN-6120-3374:only-now')).toBeVisible()
  const cached = [queries.getMutationCache().getAll(), queries.getQueryCache().getAll()].map((entries) =>
    JSON.stringify(entries.map(({ state }) => state)),
  )
  expect(cached.join()).not.toContain('only-now')

  await user.click(screen.getByRole('button', { name: 'Close' }))
  await user.click(await screen.findByRole('button', { name: 'Go back' }))
  expect(onClose).not.toHaveBeenCalled()
  await user.click(screen.getByRole('button', { name: 'Copy secret' }))
  expect(await navigator.clipboard.readText()).toBe('idt:TKN-6120-3374:only-now')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  expect(onClose).toHaveBeenCalledTimes(1)
})

test('C-048 the secret is shown when the setting of the account cannot be read', async () => {
  stubServer({
    [userGroups]: groups,
    [account]: { status: 500, body: { title: 'Internal Server Error' } },
    [create]: { status: 201, body: { id: 'TKN-6120-3374', token: 'idt:TKN-6120-3374:better-twice' } },
  })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview('Ledger')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByText('idt:TKN-6120-3374:better-twice')).toBeVisible()
})

test('C-046 without an answer it says what is known, and asks again with the same key', async () => {
  let attempts = 0
  const requests = stubServer({
    [userGroups]: groups,
    [account]: reveals(false),
    [create]: () => {
      if (++attempts === 1) throw new TypeError('network')
      // A repeated answer does not hold the secret.
      return { status: 201, body: { id: 'TKN-6120-3374', name: 'Ledger' } }
    },
  })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview('Ledger')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('may or may not have been added')
  await user.click(screen.getByRole('button', { name: 'Check and retry' }))
  expect(await screen.findByText(/was lost on the way/)).toBeVisible()
  const keys = requests
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers.get('Idempotency-Key'))
  expect(keys).toHaveLength(2)
  expect(keys[0]).toBeTruthy()
  expect(keys[0]).toBe(keys[1])
})

test('C-046 a changed input after no answer is another request', async () => {
  const requests = stubServer({
    [userGroups]: groups,
    [create]: () => {
      throw new TypeError('network')
    },
  })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview('Ledger')
  await user.click(screen.getByRole('button', { name: 'Add' }))
  await screen.findByRole('alert')
  await user.click(screen.getByRole('button', { name: /^General/ }))
  await user.type(await screen.findByLabelText('API token name'), ' 2{Enter}')
  await user.click(await screen.findByRole('button', { name: 'Next' }))
  await user.click(await screen.findByRole('button', { name: 'Add' }))
  await screen.findByRole('alert')
  const keys = requests
    .filter(({ method }) => method === 'POST')
    .map(({ headers }) => headers.get('Idempotency-Key'))
  expect(new Set(keys).size).toBe(2)
})

test('C-043 Enter in the name goes on, and checks as Next does', async () => {
  stubServer({ [userGroups]: groups })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = userEvent.setup()
  const field = await screen.findByLabelText('API token name')
  await user.type(field, '{Enter}')
  expect(field).toHaveAccessibleDescription('Enter a name.')
  await user.type(field, 'Ledger{Enter}')
  expect(await screen.findByRole('heading', { name: 'Modules' })).toBeVisible()
})

test('C-049 what was entered is there again after the wizard was taken away, until it is discarded', async () => {
  stubServer({ [userGroups]: groups })
  const first = renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = await fillAndGoToOverview('Ledger')
  first.unmount()
  expect(keptDraft('USR-0000-0001 somebody else', draftKind)).toBeUndefined()
  expect(keptDraft(draftOwner(testSession), draftKind)).toBeUndefined()

  const second = renderPart(<AddApiTokenWizard onClose={() => {}} />)
  await fillAndGoToOverview('Ledger')
  second.unmount()
  const third = renderPart(<AddApiTokenWizard onClose={() => third.unmount()} />)
  expect(await screen.findByRole('heading', { name: 'Overview' })).toBeVisible()
  expect(await screen.findByText('Billing')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Close' }))
  await user.click(await screen.findByRole('button', { name: 'Discard' }))
  expect(keptDraft(draftOwner(testSession), draftKind)).toBeUndefined()
})

test('C-049 leaving the page asks first', async () => {
  stubServer({ [userGroups]: groups })
  const { router } = renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), 'Ledger')
  void router.navigate({ to: paths.apiTokens })
  await user.click(await screen.findByRole('button', { name: 'Keep editing' }))
  expect(router.state.location.pathname).toBe('/')
  void router.navigate({ to: paths.apiTokens })
  await user.click(await screen.findByRole('button', { name: 'Discard' }))
  await waitFor(() => expect(router.state.location.pathname).toBe(paths.apiTokens))
  expect(keptDraft(draftOwner(testSession), draftKind)).toBeUndefined()
})

test('C-044 a paid module is shown and cannot be chosen', async () => {
  const paid = { id: 'MOD-2093', name: 'Reports', paid: true }
  stubServer({
    [userGroups]: {
      body: { ...groups.body, data: [{ id: 'UGR-8816-0427', modules: [paid] }] },
    },
  })
  renderPart(<AddApiTokenWizard onClose={() => {}} />)
  const user = userEvent.setup()
  await user.type(await screen.findByLabelText('API token name'), 'Ledger{Enter}')
  const box = await screen.findByRole('checkbox', { name: 'Reports' })
  expect(box).toBeDisabled()
  expect(box).toHaveAccessibleDescription(/paid module/)
})
