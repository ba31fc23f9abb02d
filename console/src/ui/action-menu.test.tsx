import { Menu } from '@mantine/core'
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test, vi } from 'vitest'
import { renderPart } from '@/test/render'
import { ActionMenu } from './action-menu'

async function showMenu(onDelete = () => {}) {
  renderPart(
    <>
      <ActionMenu button={{ label: 'Actions', icon: '…' }}>
        <Menu.Item>Disable</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={onDelete}>Delete</Menu.Item>
      </ActionMenu>
      <button>Behind</button>
    </>,
  )
  return { opener: await screen.findByRole('button', { name: 'Actions' }), user: userEvent.setup() }
}

test.each(['{Enter}', ' '])(
  'C-100 opened by %j, the menu has the focus on its first item at once',
  async (key) => {
    const { opener, user } = await showMenu()
    opener.focus()
    await user.keyboard(key)
    expect(screen.getByRole('menuitem', { name: 'Disable' })).toHaveFocus()
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('menuitem', { name: 'Delete' })).toHaveFocus()
    await user.keyboard('{ArrowDown}')
    expect(screen.getByRole('menuitem', { name: 'Disable' })).toHaveFocus()
  },
)

test('opened by mouse, the menu has the focus and no item of it', async () => {
  const { opener, user } = await showMenu()
  await user.click(opener)
  expect(screen.getByRole('menu')).toHaveFocus()
  await user.keyboard('{ArrowDown}')
  expect(screen.getByRole('menuitem', { name: 'Disable' })).toHaveFocus()
})

test('C-100 Escape gives the focus back, and the menu opens again on its first item', async () => {
  const { opener, user } = await showMenu()
  opener.focus()
  await user.keyboard('{Enter}{Escape}')
  expect(screen.queryByRole('menu')).toBeNull()
  expect(opener).toHaveFocus()
  await user.keyboard('{Enter}')
  expect(screen.getByRole('menuitem', { name: 'Disable' })).toHaveFocus()
})

test('Tab closes the menu and goes on from its button', async () => {
  const { opener, user } = await showMenu()
  opener.focus()
  await user.keyboard('{Enter}{Tab}')
  expect(screen.queryByRole('menu')).toBeNull()
  expect(screen.getByRole('button', { name: 'Behind' })).toHaveFocus()
})

test('an item that was chosen leaves the focus on the button', async () => {
  const onDelete = vi.fn()
  const { opener, user } = await showMenu(onDelete)
  await user.click(opener)
  await user.click(screen.getByRole('menuitem', { name: 'Delete' }))
  expect(onDelete).toHaveBeenCalledTimes(1)
  expect(opener).toHaveFocus()
})
