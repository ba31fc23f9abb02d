import createClient, { createQuerySerializer, type Middleware } from 'openapi-fetch'
import { ConnectionError, ProblemError, type Problem } from './problem'
import type { paths } from './schema'

let csrfToken: string | undefined
let onSessionEnd: () => void = () => {}

export function setCsrfToken(token: string | undefined): void {
  csrfToken = token
}

/** Called when an operation is refused because the session is over. */
export function whenSessionEnds(listener: () => void): void {
  onSessionEnd = listener
}

const safeMethods = new Set(['GET', 'HEAD'])

const sessionMiddleware: Middleware = {
  onRequest({ request }) {
    if (!safeMethods.has(request.method) && csrfToken) request.headers.set('X-CSRF-Token', csrfToken)
    return request
  },
  onResponse({ response, schemaPath }) {
    // A refused sign-in, or a first look without a session, is no end of a session.
    const asksForSession = schemaPath.startsWith('/session') && schemaPath !== '/session/account'
    if (response.status === 401 && !asksForSession) onSessionEnd()
    return response
  },
}

export const client = createClient<paths, 'application/json'>({
  baseUrl: window.location.origin,
  credentials: 'same-origin',
  // Looked up per call so that a test can stand in for the network.
  fetch: (request) => globalThis.fetch(request),
})
client.use(sessionMiddleware)

const serializeParameters = createQuerySerializer()

/**
 * Appends bare filter segments such as `ne(status,Deleted)` to the parameters. User text in a segment must be
 * quoted by the caller.
 */
export function withFilter(...segments: string[]) {
  return (query: unknown) =>
    [serializeParameters(query as Record<string, unknown>), ...segments.map(encodeSegment)]
      .filter(Boolean)
      .join('&')
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replace(/%2C/g, ',')
}

/** The header of a change that holds for one revision alone; none for an object without revisions. */
export function ifRevision(revision: number | undefined): { 'If-Match'?: string } {
  return revision === undefined ? {} : { 'If-Match': `"${revision}"` }
}

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The data of an answer. Throws ProblemError for an error status and ConnectionError when there was no answer. */
export async function unwrap<T>(call: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await call
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new ConnectionError()
  }
  const { data, error, response } = answer
  if (response.ok) return data as T
  throw new ProblemError(response.status, asProblem(error), retryAfterSeconds(response))
}

function asProblem(error: unknown): Problem {
  return typeof error === 'object' && error !== null ? (error as Problem) : {}
}

function retryAfterSeconds(response: Response): number | undefined {
  const seconds = Number.parseInt(response.headers.get('Retry-After') ?? '', 10)
  return Number.isFinite(seconds) ? seconds : undefined
}
