import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeEach, expect, test, vi } from 'vitest'
import { AddButton } from '@/components/add-button'
import { renderPart, stubServer, testSession } from '@/test/render'
import Shortcuts, { type Opened } from './shortcuts'

// C-108

const tokens = '/public/v1/accounts/api-tokens'
const groups = '/public/v1/accounts/user-groups'
const users = `/public/v1/accounts/accounts/${testSession.account!.id}/users`
const list = (data: unknown[]) => ({
  body: { $meta: { pagination: { offset: 0, limit: 5, total: data.length } }, data },
})
const found = {
  [`GET ${tokens}`]: list([{ id: 'TKN-6120-3374', name: 'Ledger' }]),
  [`GET ${users}`]: list([{ id: 'USR-1111-2222', name: 'Lea Ledge', email: 'lea@harborlane.example' }]),
  [`GET ${groups}`]: list([{ id: 'UGR-1111-2222', name: 'Ledger readers' }]),
}

function Page({ onAdd, withList }: { onAdd?: () => void; withList?: boolean }) {
  const [opened, setOpened] = useState<Opened>()
  const [ready, setReady] = useState(false)
  return (
    <>
      <main aria-busy={!ready}>
        {withList && <input type="search" aria-label="Search API tokens" data-shortcut="search" />}
        {onAdd && <AddButton onClick={onAdd} />}
      </main>
      <Shortcuts opened={opened} onOpened={setOpened} onReady={() => setReady(true)} />
    </>
  )
}

const palette = () => screen.findByRole('dialog', { name: 'Search everything' })

beforeEach(() => window.localStorage.clear())

async function ready() {
  await waitFor(() => expect(screen.getByRole('main')).toHaveAttribute('aria-busy', 'false'))
  return userEvent.setup()
}

test('/ goes to the search box of the list, and what follows is typed into it', async () => {
  renderPart(<Page withList onAdd={() => expect.unreachable()} />)
  const user = await ready()
  await user.keyboard('/n?')
  expect(screen.getByRole('searchbox')).toHaveValue('n?')
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('/ without a list searches everything', async () => {
  renderPart(<Page />)
  const user = await ready()
  await user.keyboard('/')
  expect(await palette()).toBeVisible()
  expect(screen.getByRole('combobox')).toHaveFocus()
})

test('n presses the button that adds, where there is one', async () => {
  const onAdd = vi.fn()
  const { unmount } = renderPart(<Page onAdd={onAdd} />)
  const user = await ready()
  await user.keyboard('n')
  expect(onAdd).toHaveBeenCalledOnce()
  unmount()
  renderPart(<Page />)
  await user.keyboard('n')
  expect(onAdd).toHaveBeenCalledOnce()
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('? lists the keys, and single keys can be turned off', async () => {
  const onAdd = vi.fn()
  renderPart(<Page onAdd={onAdd} />)
  const user = await ready()
  await user.keyboard('?')
  const dialog = await screen.findByRole('dialog', { name: 'Keyboard shortcuts' })
  expect(
    within(dialog)
      .getAllByRole('term')
      .map((term) => term.textContent),
  ).toEqual(['Ctrl K or ⌘ K', '/', 'n', '?'])
  await user.click(within(dialog).getByRole('switch', { name: /^Use single keys/ }))
  await user.click(within(dialog).getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await user.keyboard('n?/')
  expect(onAdd).not.toHaveBeenCalled()
  expect(screen.queryByRole('dialog')).toBeNull()
  await user.keyboard('{Control>}k{/Control}')
  expect(await palette()).toBeVisible()
})

test('the palette finds pages, tokens, users and groups, and opens what is chosen with the keyboard', async () => {
  const requests = stubServer(found)
  const { router } = renderPart(<Page />)
  const user = await ready()
  await user.keyboard('{Control>}k{/Control}')
  const box = await screen.findByRole('combobox', { name: 'Search everything' })
  const first = screen.getAllByRole('option')[0]!
  expect(first).toHaveTextContent('Home')
  expect(box).toHaveAttribute('aria-activedescendant', first.id)
  expect(requests).toHaveLength(0)

  await user.type(box, 'led')
  expect(await screen.findByRole('option', { name: /Ledger readers/ })).toBeVisible()
  expect(screen.getAllByRole('group').map((group) => group.firstElementChild?.textContent)).toEqual([
    'API tokens',
    'Users',
    'Groups',
  ])
  await waitFor(() => expect(screen.getByText('3 results')).toBeInTheDocument())
  const urls = requests.map(({ url }) => decodeURIComponent(url))
  expect(urls.find((url) => url.includes(tokens))).toContain(
    'ne(status,Deleted)&or(ilike(name,"*led*"),ilike(id,"*led*"))',
  )
  expect(urls.every((url) => url.includes('limit=5'))).toBe(true)

  // Around both ends.
  await user.keyboard('{ArrowUp}')
  const selected = () => screen.getByRole('option', { selected: true })
  expect(selected()).toHaveTextContent('Ledger readers')
  await user.keyboard('{ArrowDown}')
  expect(selected()).toHaveTextContent('TKN-6120-3374')
  expect(box).toHaveAttribute('aria-activedescendant', selected().id)
  await user.keyboard('{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toMatch(/api-tokens\/TKN-6120-3374$/))
})

test('Enter waits for the search of what was typed', async () => {
  let answer: (() => void) | undefined
  stubServer({
    ...found,
    [`GET ${tokens}`]: async () => {
      await new Promise<void>((resolve) => (answer = resolve))
      return list([{ id: 'TKN-6120-3374', name: 'Home' }])
    },
  })
  const { router } = renderPart(<Page />)
  const user = await ready()
  await user.keyboard('{Control>}k{/Control}')
  await user.type(await screen.findByRole('combobox'), 'home{Enter}')
  expect(screen.getAllByText('Searching').length).toBeGreaterThan(0)
  expect(router.state.location.pathname).toBe('/')
  await waitFor(() => expect(answer).toBeDefined())
  await user.keyboard('{Enter}')
  expect(router.state.location.pathname).toBe('/')
  answer?.()
  expect(await screen.findByText(/^\d+ results$/)).toBeInTheDocument()
  await user.keyboard('{ArrowDown}{Enter}')
  await waitFor(() => expect(router.state.location.pathname).toMatch(/api-tokens\/TKN-6120-3374$/))
})

test('the palette searches only for what the person may see', async () => {
  const requests = stubServer({})
  renderPart(<Page />, { session: { ...testSession, modules: { 'account-management': ['read'] } } })
  const user = await ready()
  await user.keyboard('{Control>}k{/Control}')
  const box = await screen.findByRole('combobox')
  expect(box).toHaveAttribute('placeholder', 'Search pages')
  expect(screen.getAllByRole('option').map((option) => option.id.replace(/^.*-\//, '/'))).toEqual([
    '/home',
    '/administration/settings/account',
    '/administration/profile',
  ])
  await user.type(box, 'nothing has this name')
  await waitFor(() => expect(screen.getAllByText('Nothing matches.')).toHaveLength(2))
  expect(requests).toHaveLength(0)
})

test('the palette says what cannot be searched for, and what failed', async () => {
  stubServer({
    ...found,
    [`GET ${groups}`]: { status: 500, body: { title: 'Internal Server Error' } },
  })
  renderPart(<Page />)
  const user = await ready()
  await user.keyboard('{Control>}k{/Control}')
  const box = await screen.findByRole('combobox')
  await user.type(box, '"\'')
  expect(await screen.findByText('A text with both kinds of quotes cannot be searched for.')).toBeVisible()
  await user.clear(box)
  await user.type(box, 'led')
  expect((await screen.findAllByText(/^The search failed/)).length).toBeGreaterThan(0)
  expect(screen.getByRole('option', { name: /Lea Ledge/ })).toBeVisible()
})
