import { ActionIcon, Menu, type ActionIconProps } from '@mantine/core'
import { useCallback, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { ChevronDownIcon } from './frame-icons'
import { DotsIcon } from './icons'

export type MenuButton = Pick<ActionIconProps, 'variant' | 'color' | 'radius' | 'size'> & {
  label: string
  icon: ReactNode
}

/** The button at the end of a row (C-02A). */
export function rowMenuButton(label: string): MenuButton {
  return { variant: 'subtle', color: 'gray.9', radius: 'xl', size: 'lg', label, icon: <DotsIcon /> }
}

/** The button beside Edit. */
export function pageMenuButton(label: string): MenuButton {
  return { variant: 'light', size: 36, label, icon: <ChevronDownIcon /> }
}

interface ActionMenuProps {
  button: MenuButton
  /** In px. */
  width?: number
  /** `Menu.Item` and `Menu.Divider`. An item's `onClick` may open a dialog: the focus is back on the button then. */
  children: ReactNode
}

/**
 * A button with a menu below it. The focus is in the menu as soon as the menu is on the page: on its first item when
 * it was opened by keyboard. Closing gives it back to the button, at once.
 */
export function ActionMenu({ button: { label, icon, ...look }, width = 180, children }: ActionMenuProps) {
  const [opened, setOpened] = useState(false)
  const opener = useRef<HTMLButtonElement>(null)
  const openedByKeyboard = useRef(false)
  const focused = useRef<HTMLElement>(null)
  const takeFocus = useCallback((menu: HTMLElement | null) => {
    if (!menu || menu === focused.current) return
    focused.current = menu
    const item =
      openedByKeyboard.current && menu.querySelector<HTMLElement>('[role="menuitem"]:not(:disabled)')
    ;(item || menu).focus({ preventScroll: true })
  }, [])
  const giveFocusBack = () => opener.current?.focus({ preventScroll: true })
  // On the button too: a key may come before the menu is on the page. After Tab the browser goes on from the button.
  const leave = (event: KeyboardEvent) => {
    if (event.key !== 'Tab' && event.key !== 'Escape') return
    setOpened(false)
    giveFocusBack()
  }
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      width={width}
      opened={opened}
      onChange={setOpened}
      onClose={giveFocusBack}
      // The ready-made trap moves the focus by timers, which lose a key pressed meanwhile or take its effect back.
      trapFocus={false}
      withInitialFocusPlaceholder={false}
      returnFocus={false}
      // It would give the focus to what had it a moment after opening: an item, where nothing is animated.
      closeOnEscape={false}
      // Inside of a landmark, where those who go from one to the next find it.
      portalProps={{ target: document.querySelector<HTMLElement>('main') ?? undefined }}
    >
      <Menu.Target>
        <ActionIcon
          ref={opener}
          aria-label={label}
          // The click of a key counts no presses of a mouse button.
          onClick={(event) => (openedByKeyboard.current = event.detail === 0)}
          onKeyDown={leave}
          {...look}
        >
          {icon}
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown ref={takeFocus} onKeyDown={leave}>
        {children}
      </Menu.Dropdown>
    </Menu>
  )
}
