import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { renderPart, stubServer } from '@/test/render'
import AddApiTokenWizard from './add-api-token-wizard'

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
