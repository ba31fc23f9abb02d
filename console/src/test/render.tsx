import { MantineProvider } from '@mantine/core'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router'
import { render } from '@testing-library/react'
import type { ReactNode } from 'react'
import { vi } from 'vitest'
import { SessionProvider, type Session } from '@/api/session'
import { paths } from '@/paths'
import { Announcer } from '@/ui/announce'
import { theme } from '@/ui/theme'

export const testSession: Session = {
  user: { id: 'USR-3057-9914', name: 'Mira Kestrel', email: 'mira@harborlane.example' },
  account: { id: 'ACC-7402-1185', name: 'Harbor Lane', type: 'Vendor', status: 'Active' },
  modules: { 'access-management': ['read', 'edit'] },
  accounts: [{ id: 'ACC-7402-1185', name: 'Harbor Lane', type: 'Vendor' }],
  csrfToken: 'csrf-of-the-test',
  apiBaseUrl: 'https://api.jeton.example/public/v1/',
}

interface RenderOptions {
  session?: Session
}

/** Shows a part of the console with everything it finds around it in the real page. */
export function renderPart(part: ReactNode, { session = testSession }: RenderOptions = {}) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const root = createRootRoute()
  const here = createRoute({ getParentRoute: () => root, path: '/', component: () => part })
  const details = createRoute({
    getParentRoute: () => root,
    path: paths.apiToken,
    component: () => 'Details page',
  })
  const list = createRoute({
    getParentRoute: () => root,
    path: paths.apiTokens,
    component: () => 'List page',
  })
  const router = createRouter({
    routeTree: root.addChildren([here, details, list]),
    history: createMemoryHistory({ initialEntries: ['/'] }),
  })
  const view = render(
    <MantineProvider theme={theme} env="test">
      <QueryClientProvider client={queries}>
        <SessionProvider value={session}>
          <Announcer />
          {/* The type of the real router is registered globally. */}
          <RouterProvider router={router as never} />
        </SessionProvider>
      </QueryClientProvider>
    </MantineProvider>,
  )
  return { ...view, queries, router }
}

interface Reply {
  status?: number
  body?: unknown
  headers?: Record<string, string>
}

/** Stands in for the network: answers by method and path, and remembers the requests. */
export function stubServer(replies: Record<string, Reply | ((request: Request) => Reply | Promise<Reply>)>) {
  const requests: Request[] = []
  vi.stubGlobal('fetch', async (request: Request) => {
    requests.push(request.clone())
    const reply = replies[`${request.method} ${new URL(request.url).pathname}`]
    if (!reply) throw new TypeError(`No reply for ${request.method} ${request.url}`)
    const { status = 200, body, headers } = typeof reply === 'function' ? await reply(request) : reply
    return new Response(body === undefined ? null : JSON.stringify(body), {
      status,
      headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers },
    })
  })
  return requests
}
