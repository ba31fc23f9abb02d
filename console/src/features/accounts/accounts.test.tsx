import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { renderPart, stubServer } from '@/test/render'
import EditAccountWizard from './edit-account-wizard'
import { accountChange, textsOf } from './requests'

const account = {
  id: 'ACC-7402-1185',
  revision: 4,
  name: 'Harbor Lane',
  website: 'https://harborlane.example',
  address: { city: 'Saltmouth', country: 'GB' },
}
const put = `PUT /public/v1/accounts/accounts/${account.id}`

test('C-089 only what was changed in an account is sent, and an emptied field is cleared', () => {
  const base = textsOf(account)
  expect(accountChange(base, { ...base })).toEqual({})
  expect(accountChange(base, { ...base, name: ' New ', website: '', city: ' ', state: 'Devon' })).toEqual({
    name: 'New',
    website: null,
    address: { city: null, state: 'Devon' },
  })
})

test('C-089 an account is saved for the revision that was seen, and problems are reported at their fields', async () => {
  let refuse = true
  const requests = stubServer({
    [put]: () =>
      refuse
        ? { status: 400, body: { errors: { 'address.country': ['This is no country.'] } } }
        : { body: account },
  })
  const onClose = vi.fn()
  renderPart(<EditAccountWizard account={account} onClose={onClose} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: /^Headquarters address/ }))
  const country = screen.getByLabelText(/^Country/)
  await user.clear(country)
  await user.type(country, 'gb')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  expect(screen.getByLabelText(/^Country/)).toHaveAccessibleDescription(/two or three capital letters/)
  await user.clear(screen.getByLabelText(/^Country/))
  await user.type(screen.getByLabelText(/^Country/), 'XX')
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() =>
    expect(screen.getByLabelText(/^Country/)).toHaveAccessibleDescription(/This is no country/),
  )
  refuse = false
  await user.click(screen.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(onClose).toHaveBeenCalled())
  const sent = requests.filter(({ method }) => method === 'PUT')
  expect(await sent.at(-1)?.json()).toEqual({ address: { country: 'XX' } })
  expect(sent.at(-1)?.headers.get('If-Match')).toBe('"4"')
})
