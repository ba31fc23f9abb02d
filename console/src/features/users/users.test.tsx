import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { ProblemError } from '@/api/problem'
import { nameOfPersonProblem, personNameLengthMax } from '@/components/person-rules'
import { renderPart, stubServer, testSession } from '@/test/render'
import { invitationProblem } from './add-user-wizard'
import { emailLengthMax, emailProblem } from './rules'
import { UsersPage } from './users-page'

const collection = '/public/v1/accounts/accounts/ACC-7402-1185/users'
const member = (id: string, name: string, status: string) => ({
  id,
  name,
  email: `${name.toLowerCase()}@harborlane.example`,
  invitation: { status, ...(status === 'Invited' ? { url: 'https://old.example/invitation#old' } : {}) },
  groups: [],
  modules: [],
})
const members = {
  body: {
    $meta: { pagination: { offset: 0, limit: 10, total: 4 } },
    data: [
      member(testSession.user.id, 'Mira', 'Active'),
      member('USR-1', 'Ana', 'Active'),
      member('USR-2', 'Bo', 'Invited'),
      member('USR-3', 'Cy', 'InvitationExpired'),
    ],
  },
}
const users = <UsersPage view={{ page: 1, size: 10 }} onView={() => {}} />

test('C-085, C-087 the menu follows the invitation, and nobody removes themselves', async () => {
  stubServer({ [`GET ${collection}`]: members })
  renderPart(users)
  const user = userEvent.setup()
  const entries = async (name: string) => {
    await user.click(await screen.findByRole('button', { name: `Actions for ${name}` }))
    const texts = (await screen.findAllByRole('menuitem')).map((item) => item.textContent)
    await user.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull())
    return texts
  }
  expect(await entries('Mira')).toEqual(['Edit'])
  expect(await entries('Ana')).toEqual(['Edit', 'Remove'])
  expect(await entries('Bo')).toEqual(['Resend invitation link', 'Copy invitation link', 'Edit', 'Remove'])
  expect(await entries('Cy')).toEqual(['Send new invitation', 'Edit', 'Remove'])
})

test('C-085 the copied link is the current one', async () => {
  stubServer({
    [`GET ${collection}`]: members,
    [`GET ${collection}/USR-2`]: {
      body: { id: 'USR-2', invitation: { status: 'Invited', url: 'https://jeton.example/invitation#new' } },
    },
    [`POST ${collection}/USR-3/send-new-invite`]: { body: {} },
    [`POST ${collection}/USR-2/resend-invite`]: {
      status: 409,
      body: { errors: [{ message: 'The invitation is not open.' }] },
    },
  })
  renderPart(users)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Actions for Bo' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Copy invitation link' }))
  await waitFor(async () =>
    expect(await navigator.clipboard.readText()).toBe('https://jeton.example/invitation#new'),
  )
  await user.click(screen.getByRole('button', { name: 'Actions for Cy' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Send new invitation' }))
  expect(await screen.findByText('Cy is invited again.')).toBeInTheDocument()
  await user.click(screen.getByRole('button', { name: 'Actions for Bo' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Resend invitation link' }))
  expect(
    await screen.findByText('The invitation was not sent: The invitation is not open.'),
  ).toBeInTheDocument()
})

test('a refused invitation is reported at its fields, and a conflict at the address', () => {
  expect(
    invitationProblem(
      new ProblemError(400, { errors: { 'user.firstName': ['Too long.'], 'groups[0].id': ['Unknown.'] } }),
    ),
  ).toEqual({ fields: { firstName: 'Too long.', groupIds: 'Unknown.' } })
  expect(
    invitationProblem(new ProblemError(409, { errors: [{ message: 'There is a membership.' }] })),
  ).toEqual({ fields: { email: 'There is a membership.' } })
  expect(invitationProblem(new ProblemError(500, {})).general).toBeTruthy()
})

test('an address and a name are checked at their limits', () => {
  expect(emailProblem(' name@example.com ')).toBeNull()
  for (const wrong of ['', 'name', 'a b@example.com', '@example.com', 'name@example'])
    expect(emailProblem(wrong), wrong).toMatch(/Enter an e-mail address/)
  const longest = `${'x'.repeat(emailLengthMax - '@example.com'.length)}@example.com`
  expect(emailProblem(longest)).toBeNull()
  expect(emailProblem(`x${longest}`)).not.toBeNull()
  expect(nameOfPersonProblem(' ', 'missing')).toBe('missing')
  expect(nameOfPersonProblem('x'.repeat(personNameLengthMax), '')).toBeNull()
  expect(nameOfPersonProblem('x'.repeat(personNameLengthMax + 1), '')).toMatch(/at most 200/)
})
