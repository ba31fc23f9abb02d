import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, test, vi } from 'vitest'
import type { Session } from '@/api/session'
import { viewFromSearch } from '@/components/view'
import { renderPart, stubServer, testSession } from '@/test/render'
import { setRegion } from '@/texts/formats'
import { HomePage } from './home-page'

// C-019

const tokens = '/public/v1/accounts/api-tokens'
const users = `/public/v1/accounts/accounts/${testSession.account!.id}/users`
const audit = '/public/v1/audit/records'
const list = (total: number, data: unknown[] = []) => ({
  body: { $meta: { pagination: { offset: 0, limit: 0, total } }, data },
})

interface Counts {
  all?: number
  unused?: number
  disabled?: number
  bare?: number
  invited?: number
  expired?: number
}

/** Answers each count by what its filter asks for. */
function stubCounts({ all = 9, unused = 0, disabled = 0, bare = 0, invited = 0, expired = 0 }: Counts) {
  return stubServer({
    [`GET ${tokens}`]: ({ url }) => {
      const asked = decodeURIComponent(url)
      if (asked.includes('lastAccessAt')) return list(unused)
      if (asked.includes('"Disabled"')) return list(disabled)
      return list(asked.includes('modules') ? bare : all)
    },
    [`GET ${users}`]: ({ url }) => list(decodeURIComponent(url).includes('Expired') ? expired : invited),
    [`GET ${audit}`]: list(0),
  })
}

const sessionWith = (modules: Session['modules']): Session => ({ ...testSession, modules })
const tile = (name: RegExp) => screen.findByRole('link', { name })
const filterOf = (link: HTMLElement) => {
  const { pathname, searchParams } = new URL((link as HTMLAnchorElement).href)
  return { pathname, filter: JSON.parse(searchParams.get('filter') ?? 'null') as unknown[] }
}

afterEach(() => {
  vi.useRealTimers()
  setRegion({})
})

test('counts what may need somebody, and each count leads to its list', async () => {
  stubCounts({ unused: 3, disabled: 2, bare: 1, invited: 4, expired: 5 })
  renderPart(<HomePage />)
  expect(await tile(/^3 ?Unused API tokens/)).toBeVisible()
  expect(filterOf(await tile(/^2 ?Disabled API tokens/))).toEqual({
    pathname: '/administration/settings/api-tokens',
    filter: [['status', 'eq', 'Disabled']],
  })
  expect(filterOf(await tile(/^1 ?API tokens without modules/)).filter).toEqual([['module', 'empty']])
  expect(filterOf(await tile(/^4 ?Invitations waiting/))).toEqual({
    pathname: '/administration/settings/users',
    filter: [['state', 'eq', 'Invited']],
  })
  expect(filterOf(await tile(/^5 ?Expired invitations/)).filter).toEqual([
    ['state', 'eq', 'InvitationExpired'],
  ])
  expect(screen.queryByText('Nothing needs your attention.')).toBeNull()
})

test('unused is active, made 90 days ago and without a request since, in the time zone of the person', async () => {
  vi.useFakeTimers({ now: new Date('2026-04-01T23:30:00Z'), toFake: ['Date'] })
  setRegion({ timeZone: 'Europe/Lisbon' })
  const requests = stubCounts({ unused: 1 })
  renderPart(<HomePage />)
  const { filter } = filterOf(await tile(/^1 ?Unused API tokens/))
  // In Lisbon it is already 2 April, 90 days after 2 January.
  expect(filter).toEqual([
    ['status', 'eq', 'Active'],
    ['created', 'before', '2026-01-02'],
    [
      ['last-access', 'before', '2026-01-02'],
      ['last-access', 'empty'],
    ],
  ])
  expect(viewFromSearch({ filter }).filter?.items).toHaveLength(3)
  const asked = requests.map(({ url }) => decodeURIComponent(url)).find((url) => url.includes('lastAccessAt'))
  expect(asked).toContain(
    'and(eq(status,"Active"),lt(audit.created.at,"2026-01-02T00:00:00.000Z"),' +
      'or(lt(lastAccessAt,"2026-01-02T00:00:00.000Z"),eq(lastAccessAt,null())))',
  )
})

test('counts read no row, and leave out deleted tokens unless the status is asked for', async () => {
  const requests = stubCounts({})
  renderPart(<HomePage />)
  await tile(/^0 ?Disabled API tokens/)
  const counts = requests.map(({ url }) => decodeURIComponent(url)).filter((url) => !url.includes(audit))
  expect(counts).toHaveLength(6)
  expect(counts.every((url) => url.includes('limit=0'))).toBe(true)
  const withoutDeleted = counts.filter((url) => url.includes('ne(status,Deleted)'))
  expect(withoutDeleted).toHaveLength(2)
})

test('Operations with all accounts count their own alone', async () => {
  const requests = stubCounts({})
  renderPart(<HomePage />, {
    session: {
      ...sessionWith({ 'access-management': ['read'], 'platform-account-management': ['read'] }),
      account: { ...testSession.account!, type: 'Operations' },
    },
  })
  await tile(/^0 ?Disabled API tokens/)
  const counts = requests.map(({ url }) => decodeURIComponent(url)).filter((url) => url.includes(tokens))
  expect(counts.every((url) => url.includes(`eq(account.id,"${testSession.account!.id}")`))).toBe(true)
})

test('says that nothing needs attention, and does not speak of invitations that expired when none has', async () => {
  stubCounts({})
  renderPart(<HomePage />)
  expect(await screen.findByText('Nothing needs your attention.')).toBeVisible()
  expect(screen.queryByText('Expired invitations')).toBeNull()
  expect(screen.queryByText('Add the first API token')).toBeNull()
})

test('teaches how to add the first token while there is none, to those who may', async () => {
  stubCounts({ all: 0 })
  const first = renderPart(<HomePage />)
  const section = await screen.findByRole('region', { name: 'Add the first API token' })
  expect(within(section).getAllByRole('listitem')).toHaveLength(3)
  expect(within(section).getByRole('link', { name: 'Go to API tokens' })).toHaveAttribute(
    'href',
    '/administration/settings/api-tokens',
  )
  first.unmount()

  stubCounts({ all: 0 })
  renderPart(<HomePage />, { session: sessionWith({ 'access-management': ['read'] }) })
  const reader = await screen.findByRole('region', { name: 'Add the first API token' })
  expect(within(reader).getByText(/An administrator of the account adds API tokens/)).toBeVisible()
  expect(within(reader).queryByRole('link')).toBeNull()
})

test('shows the latest changes with what was changed and by whom', async () => {
  const record = (id: string, object: object, actor?: object) => ({
    id,
    event: 'platform.accounts.apiToken.updated',
    timestamp: '2026-03-04T05:06:07.000Z',
    summary: `Summary of ${id}`,
    object,
    actor,
  })
  const requests = stubServer({
    [`GET ${tokens}`]: list(1),
    [`GET ${users}`]: list(0),
    [`GET ${audit}`]: list(7, [
      record('AUD-1', { id: 'TKN-6120-3374', name: 'Ledger' }, { id: 'USR-1', name: 'Mira Kestrel' }),
      record('AUD-2', { id: 'MOD-6120', name: 'Billing' }),
    ]),
  })
  renderPart(<HomePage />)
  const section = await screen.findByRole('region', { name: 'Recent changes' })
  expect(await within(section).findByRole('link', { name: 'Ledger' })).toHaveAttribute(
    'href',
    '/administration/settings/api-tokens/TKN-6120-3374',
  )
  const [first, second] = within(section).getAllByRole('listitem')
  expect(first).toHaveTextContent('Summary of AUD-1Ledger by Mira Kestrel')
  expect(second).toHaveTextContent('Billing by somebody unknown')
  // A module has no page.
  expect(within(second!).queryByRole('link')).toBeNull()
  expect(within(section).getByRole('link', { name: 'Show the audit trail' })).toBeVisible()
  const asked = requests.map(({ url }) => decodeURIComponent(url)).find((url) => url.includes(audit))
  expect(asked).toContain('order=-timestamp')
  expect(asked).toContain('limit=5')
  expect(asked).toContain('not(ilike(event,"*.revealed"))')
})

test('says where changes will appear while there are none', async () => {
  stubCounts({})
  renderPart(<HomePage />)
  expect(await screen.findByText('Changes by people and API tokens appear here.')).toBeVisible()
})

test('a count or the changes that fail can be asked for again', async () => {
  let broken = true
  const answer = (reply: object) => () =>
    broken ? { status: 500, body: { title: 'Internal Server Error' } } : reply
  stubServer({
    [`GET ${tokens}`]: answer(list(2)),
    [`GET ${users}`]: list(0),
    [`GET ${audit}`]: answer(list(0)),
  })
  renderPart(<HomePage />)
  await waitFor(() => expect(screen.getAllByRole('alert')).toHaveLength(2))
  broken = false
  for (const button of screen.getAllByRole('button', { name: 'Try again' })) await userEvent.click(button)
  expect(await tile(/^2 ?Disabled API tokens/)).toBeVisible()
  expect(await screen.findByText('Changes by people and API tokens appear here.')).toBeVisible()
  expect(screen.queryByRole('alert')).toBeNull()
})

test('what the person may not see is neither there nor asked for', async () => {
  const requests = stubServer({})
  const account = renderPart(<HomePage />, { session: sessionWith({ 'account-management': ['read'] }) })
  expect((await screen.findAllByRole('link')).map((link) => link.getAttribute('href'))).toEqual([
    '/administration/settings/account',
  ])
  account.unmount()

  const platform = renderPart(<HomePage />, {
    session: sessionWith({ 'platform-account-management': ['read'] }),
  })
  expect((await screen.findAllByRole('link')).map((link) => link.getAttribute('href'))).toEqual([
    '/administration/accounts',
    '/administration/accounts/api-tokens',
  ])
  platform.unmount()

  renderPart(<HomePage />, { session: sessionWith({}) })
  expect(await screen.findByText('There is nothing here for you yet')).toBeVisible()
  expect(screen.queryByRole('link')).toBeNull()
  expect(requests).toHaveLength(0)
})

test('C-004 without an account there is nothing but a sentence', async () => {
  const requests = stubServer({})
  renderPart(<HomePage />, { session: { ...testSession, account: undefined, modules: {} } })
  expect(await screen.findByText('You belong to no account yet')).toBeVisible()
  expect(screen.queryByRole('link')).toBeNull()
  expect(requests).toHaveLength(0)
})
