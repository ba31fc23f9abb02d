import { render } from '@testing-library/react'
import { expect, test } from 'vitest'
import { iconOf } from './section-icons'
import { homeEntry, settingsGroups } from './sections'

test('C-013 every page of the menus has an icon of its own', () => {
  const entries = [homeEntry, ...settingsGroups.flatMap((group) => group.entries)]
  const drawings = entries.map(({ to }) => render(iconOf(to)).container.innerHTML)
  expect(drawings.every((drawing) => drawing.startsWith('<svg'))).toBe(true)
  expect(new Set(drawings).size).toBe(entries.length)
})

test('C-013 the settings are in groups, each page in one of them', () => {
  const groups = settingsGroups.map(({ label, entries }) => [label(), entries.map((entry) => entry.label())])
  expect(groups).toEqual([
    ['General', ['Account']],
    ['Administration', ['Users', 'Groups']],
    ['Platform tools', ['API tokens', 'Audit trail']],
    ['Administration of all accounts', ['Accounts', 'All API tokens']],
  ])
})
