import { act, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { announceFailure, announceSuccess, Announcer, Notes } from './announce'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  act(() => void vi.runAllTimers())
  vi.useRealTimers()
})

function show() {
  render(
    <>
      <Announcer />
      <Notes />
    </>,
  )
}

// C-100
test('a message is spoken once and shown once', () => {
  show()
  act(() => announceSuccess('Saved.'))
  const [spoken, shown] = screen.getAllByRole('status')
  expect([spoken?.getAttribute('aria-live'), spoken?.textContent]).toEqual(['polite', 'Saved.'])
  expect([shown?.getAttribute('aria-live'), shown?.textContent]).toEqual(['off', 'Saved.'])
})

test('a success goes after five seconds, a failure after ten, either when it is dismissed', () => {
  show()
  act(() => announceSuccess('Saved.'))
  act(() => announceFailure('Not deleted.'))
  act(() => void vi.advanceTimersByTime(5_000))
  expect(screen.getAllByRole('button', { name: 'Dismiss' })).toHaveLength(1)
  fireEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  expect(screen.queryByRole('button')).toBeNull()
})

test('what somebody reads stays until they leave it', () => {
  show()
  act(() => announceSuccess('Saved.'))
  const note = screen.getAllByRole('status')[1]!
  fireEvent.pointerEnter(note)
  act(() => void vi.advanceTimersByTime(60_000))
  expect(screen.getByRole('button', { name: 'Dismiss' })).toBeInTheDocument()
  fireEvent.pointerLeave(note)
  act(() => void vi.advanceTimersByTime(5_000))
  expect(screen.queryByRole('button')).toBeNull()
})

test('of many messages the last four are shown', () => {
  show()
  act(() => ['1', '2', '3', '4', '5'].forEach(announceSuccess))
  expect(screen.getAllByRole('status').map((note) => note.textContent)).toEqual(['5', '2', '3', '4', '5'])
})
