import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { beforeAll, expect, test, vi } from 'vitest'
import { renderPart } from '@/test/render'
import { ChoiceStep, type Choice } from './choice-step'
import { moduleChoices } from './modules'

function Step({ choices }: { choices: Choice[] }) {
  const [selected, setSelected] = useState<string[]>([])
  return (
    <ChoiceStep
      label="Things"
      searchLabel="Search things"
      loadingText="Loading"
      noMatchText="No thing matches."
      emptyText="None"
      statusText={(count) => `${count} chosen`}
      choices={choices}
      loadError={null}
      onRetry={() => {}}
      selected={selected}
      onSelected={setSelected}
    />
  )
}

// jsdom measures nothing.
beforeAll(() => {
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(360)
  vi.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(64)
})

test('C-044 only the visible ones of ten thousand choices are rendered', async () => {
  renderPart(
    <Step choices={Array.from({ length: 10_000 }, (_, at) => ({ id: `${at}`, name: `Thing ${at}` }))} />,
  )
  const boxes = await screen.findAllByRole('checkbox')
  expect(boxes.length).toBeGreaterThan(3)
  expect(boxes.length).toBeLessThan(60)
  const user = userEvent.setup()
  await user.type(screen.getByLabelText('Search things'), 'Thing 9999')
  await user.click(await screen.findByRole('checkbox', { name: 'Thing 9999' }))
  expect(screen.getByText('1 chosen')).toBeVisible()
})

test('C-064 a module that can no longer be given stays in the list, with a note', () => {
  const assignable = [
    { id: 'MOD-1', name: 'Billing', description: 'Invoices' },
    { id: 'MOD-2', name: 'Reports', description: 'Charts', paid: true },
  ]
  expect(moduleChoices(assignable, [{ id: 'MOD-1' }, { id: 'MOD-9', name: 'Old' }])).toEqual([
    { id: 'MOD-9', name: 'Old', description: expect.stringMatching(/no longer available/i) },
    { id: 'MOD-1', name: 'Billing', description: 'Invoices', fixed: false },
    {
      id: 'MOD-2',
      name: 'Reports',
      description: expect.stringMatching(/^Charts A paid module/),
      fixed: true,
    },
  ])
})
