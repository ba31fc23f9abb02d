import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { renderPart, stubServer, testSession } from '@/test/render'
import { ProfilePage } from './profile-page'

const user = `/public/v1/accounts/users/${testSession.user.id}`

// C-107
test('saving sends names, language, formats and time zone, and reads the session again', async () => {
  const requests = stubServer({
    [`PUT ${user}`]: { body: { id: testSession.user.id } },
    'GET /session': { body: testSession },
  })
  renderPart(<ProfilePage />, {
    session: { ...testSession, user: { ...testSession.user, firstName: 'Mira', lastName: 'Kestrel' } },
  })
  await userEvent.selectOptions(await screen.findByLabelText('Language'), 'Deutsch')
  await userEvent.selectOptions(screen.getByLabelText('Dates and numbers'), 'en-GB')
  await userEvent.selectOptions(screen.getByLabelText('Time zone'), 'Europe/Vienna')
  await userEvent.click(screen.getByRole('button', { name: 'Save' }))
  expect(await screen.findByText('Your profile is saved.')).toBeInTheDocument()
  expect(await requests[0]?.json()).toEqual({
    firstName: 'Mira',
    lastName: 'Kestrel',
    settings: { languageCode: 'de', cultureCode: 'en-GB', dateFormat: null, timeZone: 'Europe/Vienna' },
  })
})

test('a missing name is reported at its field and nothing is sent', async () => {
  const requests = stubServer({})
  renderPart(<ProfilePage />)
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  expect(screen.getByLabelText('First name')).toHaveAccessibleDescription('Enter your first name.')
  expect(requests).toHaveLength(0)
})

test('what is refused is shown at its field, and above the form where there is none', async () => {
  stubServer({
    [`PUT ${user}`]: {
      status: 400,
      body: { status: 400, errors: { lastName: ['Too long.'], 'settings.timeZone': ['Unknown time zone.'] } },
    },
  })
  renderPart(<ProfilePage />, {
    session: { ...testSession, user: { ...testSession.user, firstName: 'Mira', lastName: 'Kestrel' } },
  })
  await userEvent.click(await screen.findByRole('button', { name: 'Save' }))
  expect(await screen.findByRole('alert')).toHaveTextContent(/^Unknown time zone\.$/)
  expect(screen.getByLabelText('Last name')).toHaveAccessibleDescription('Too long.')
  await waitFor(() => expect(screen.getByLabelText('Last name')).toHaveFocus())
})

//
test('a refused password is reported at the field that the server names, and the entry is kept', async () => {
  stubServer({
    [`POST ${user}/set-password`]: {
      status: 400,
      body: { status: 400, errors: { currentPassword: ['The current password is wrong.'] } },
    },
  })
  renderPart(<ProfilePage />)
  await userEvent.type(await screen.findByLabelText('Current password'), 'Wrong-1-password')
  await userEvent.type(screen.getByLabelText('New password'), 'Better-2-password')
  await userEvent.type(screen.getByLabelText('Confirm password'), 'Better-2-passwords')
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
  expect(screen.getByLabelText('Confirm password')).toHaveAccessibleDescription('The passwords do not match.')
  await userEvent.type(screen.getByLabelText('Confirm password'), '{Backspace}')
  await userEvent.click(screen.getByRole('button', { name: 'Change password' }))
  expect(await screen.findByText('The current password is wrong.')).toBeInTheDocument()
  expect(screen.getByLabelText('New password')).toHaveValue('Better-2-password')
})
