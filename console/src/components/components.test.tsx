import { screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { renderPart } from '@/test/render'
import { iconAddress } from './avatar'
import { ConfirmDialog } from './confirm-dialog'
import { DateTime } from './date-time'
import { initials } from './initials'
import { StatusBadge } from './status-badge'
import { clampPage, pageCount, rangeText, viewFromSearch } from './view'

test.each([
  ['Robot 1', 'R1'],
  ['ledger', 'L'],
  ['a b c', 'AB'],
  ['"quoted" name', 'QN'],
  ['  été indien ', 'ÉI'],
  ['- -', ''],
])('C-018 initials of %j are %j', (name, expected) => {
  expect(initials(name)).toBe(expected)
})

test('C-017 shows day and time on two lines and a dash for no date', async () => {
  renderPart(
    <>
      <DateTime at={new Date(2026, 2, 5, 7, 4).toISOString()} />
      <DateTime at={undefined} />
    </>,
  )
  expect(await screen.findByText('5 Mar 2026')).toBeVisible()
  expect(screen.getByText('07:04')).toBeVisible()
  expect(screen.getByText('—')).toBeVisible()
})

test('C-021 page numbers are clamped and ranges counted', () => {
  expect([clampPage(0, 4), clampPage(9, 4), clampPage(Number.NaN, 4), clampPage(2.7, 4)]).toEqual([
    1, 4, 1, 2,
  ])
  expect([pageCount(0, 10), pageCount(10, 10), pageCount(11, 10)]).toEqual([1, 1, 2])
  expect(rangeText({ page: 1, size: 10 }, 3)).toBe('1-3 of 3 rows')
  expect(rangeText({ page: 3, size: 5 }, 12)).toBe('11-12 of 12 rows')
  expect(rangeText({ page: 1, size: 10 }, 1)).toBe('1-1 of 1 row')
})

test('C-028 a view in the URL that makes no sense is the default view', () => {
  expect(viewFromSearch({ page: '3', size: 25 })).toEqual({ page: 3, size: 25 })
  expect(viewFromSearch({ page: '-1', size: 7 })).toEqual({})
  expect(viewFromSearch({ page: 'x', size: 'all' })).toEqual({})
})

test('icons of other sites are not loaded', () => {
  expect(iconAddress('/v1/accounts/api-tokens/TKN-6120-3374/icon')).toBe(
    '/public/v1/accounts/api-tokens/TKN-6120-3374/icon',
  )
  expect(iconAddress('//elsewhere.example/x.png')).toBeUndefined()
  expect(iconAddress('https://elsewhere.example/x.png')).toBeUndefined()
})

test.each([
  ['Active', 'green'],
  ['Enabled', 'green'],
  ['Invited', 'blue'],
  ['Disabled', 'grey'],
  ['Deleted', 'grey'],
  ['Expired', 'grey'],
  ['Blocked', 'red'],
  ['Something new', 'grey'],
])('C-016 the status %s is %s', async (status, tone) => {
  renderPart(<StatusBadge status={status} />)
  expect(await screen.findByText(status)).toHaveAttribute('data-tone', tone)
})

test('C-101 markup in a status is text', async () => {
  renderPart(<StatusBadge status="<b>Active</b>" />)
  expect(await screen.findByText('<b>Active</b>')).toBeVisible()
})

test('a second click on the confirming button does nothing', async () => {
  const onConfirm = vi.fn()
  renderPart(
    <ConfirmDialog
      opened
      title="Delete API token"
      confirmLabel="Delete"
      onConfirm={onConfirm}
      onClose={() => {}}
    >
      Sure?
    </ConfirmDialog>,
  )
  const button = await screen.findByRole('button', { name: 'Delete' })
  button.click()
  button.click()
  expect(onConfirm).toHaveBeenCalledTimes(1)
})
