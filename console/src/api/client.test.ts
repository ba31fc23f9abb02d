import { expect, test, vi } from 'vitest'
import { stubServer } from '@/test/render'
import { client, setCsrfToken, unwrap, whenSessionEnds, withFilter } from './client'
import { ConnectionError, errorSentence, ProblemError } from './problem'

const collection = '/public/v1/accounts/api-tokens'

test('unsafe requests carry the CSRF token, safe ones do not', async () => {
  const requests = stubServer({
    [`GET ${collection}/TKN-6120-3374`]: { body: { id: 'TKN-6120-3374' } },
    [`DELETE ${collection}/TKN-6120-3374`]: { status: 204 },
  })
  setCsrfToken('secret-of-session')
  const params = { path: { id: 'TKN-6120-3374' } }
  await unwrap(client.GET(`${collection}/{id}`, { params }))
  await unwrap(client.DELETE(`${collection}/{id}`, { params }))
  setCsrfToken(undefined)
  expect(requests.map((request) => request.headers.get('X-CSRF-Token'))).toEqual([null, 'secret-of-session'])
})

test('filter segments stand beside the parameters, with their quotes encoded', () => {
  const serialize = withFilter('eq(account.id,"ACC-7402-1185")', 'ne(status,Deleted)')
  expect(serialize({ select: '+audit', limit: 10 })).toBe(
    'select=%2Baudit&limit=10&eq(account.id,%22ACC-7402-1185%22)&ne(status,Deleted)',
  )
})

test('an error answer becomes a problem with its status and wait', async () => {
  stubServer({
    'POST /session/sign-in': { status: 429, body: { title: 'Too Many' }, headers: { 'Retry-After': '30' } },
  })
  const refused = unwrap(client.POST('/session/sign-in', { body: { email: 'a@b.example', password: 'x' } }))
  await expect(refused).rejects.toMatchObject({ status: 429, retryAfterSeconds: 30 })
})

test('no answer becomes a connection error', async () => {
  stubServer({})
  await expect(unwrap(client.GET('/session'))).rejects.toBeInstanceOf(ConnectionError)
})

test('a refused operation ends the session, a refused sign-in does not', async () => {
  const ended = vi.fn()
  whenSessionEnds(ended)
  stubServer({
    'POST /session/sign-in': { status: 401, body: {} },
    'GET /session': { status: 401, body: {} },
    [`GET ${collection}`]: { status: 401, body: {} },
  })
  await unwrap(client.POST('/session/sign-in', { body: { email: 'a@b.example', password: 'x' } })).catch(
    () => {},
  )
  await unwrap(client.GET('/session')).catch(() => {})
  expect(ended).not.toHaveBeenCalled()
  await unwrap(client.GET(collection)).catch(() => {})
  expect(ended).toHaveBeenCalledTimes(1)
  whenSessionEnds(() => {})
})

test('placeholders of a conflict are filled', () => {
  const conflict = new ProblemError(409, {
    detail: 'long',
    errors: [{ message: 'Token is already {{ status }}.', parameters: { status: 'Active' } }],
  })
  expect(errorSentence(conflict)).toBe('Token is already Active.')
})
