import { expect, test } from './fixtures'

// what a page is about has one address in the portal and one in the API.
const addresses = [
  ['/administration/settings/api-tokens', 'accounts/api-tokens'],
  ['/administration/settings/users', 'accounts/users'],
  ['/administration/settings/groups', 'accounts/user-groups'],
  ['/administration/settings/account', 'accounts/accounts'],
  ['/administration/settings/audit-trail', 'audit/records'],
  ['/administration/accounts/api-tokens', 'accounts/api-tokens'],
] as const

for (const [portal, api] of addresses) {
  test(`the portal has ${portal} for ${api}`, async ({ context }) => {
    const listed = await context.request.get(`/public/v1/${api}?limit=1`)
    expect(listed.status()).toBe(200)
    const { data } = (await listed.json()) as { data: { id: string }[] }
    const id = data[0]?.id ?? 'none listed'
    expect((await context.request.get(`/public/v1/${api}/${id}`)).status()).toBe(200)
    for (const address of [portal, `${portal}/${id}`]) {
      const page = await context.request.get(address, { headers: { Accept: 'text/html' } })
      expect(page.status(), address).toBe(200)
      expect(page.headers()['content-type']).toBe('text/html; charset=utf-8')
    }
  })
}

test('the pages that need no account are pages too', async ({ request }) => {
  for (const address of ['/', '/home', '/sign-in', '/sign-in/link', '/invitation']) {
    const page = await request.get(address, { headers: { Accept: 'text/html' } })
    expect(page.status(), address).toBe(200)
  }
})

test('an address of no page is not found, for people and for programs', async ({ request }) => {
  const page = await request.get('/no-such-page', { headers: { Accept: 'text/html' } })
  expect(page.status()).toBe(404)
  expect(page.headers()['content-type']).toBe('text/html; charset=utf-8')
  const problem = await request.get('/no-such-page', { headers: { Accept: 'application/json' } })
  expect(problem.status()).toBe(404)
  expect(problem.headers()['content-type']).toBe('application/problem+json')
})
