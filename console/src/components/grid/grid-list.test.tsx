import { screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { expect, test, vi } from 'vitest'
import { ProblemError } from '@/api/problem'
import { defaultView, type View } from '@/components/view'
import { renderPart } from '@/test/render'
import type { GridColumn } from './column'
import { GridList } from './grid-list'
import type { ListRequest } from './list-request'
import { selectedMax, useSelection } from './selection'

interface Thing {
  id: string
  name: string
}

const things: Thing[] = Array.from({ length: 12 }, (_, at) => ({ id: `T-${at}`, name: `Thing ${at}` }))

const columns: GridColumn<Thing>[] = [
  {
    id: 'thing',
    header: 'Thing',
    locked: true,
    properties: [
      { id: 'name', label: 'Name', type: 'text', path: 'name' },
      { id: 'id', label: 'ID', type: 'text', path: 'id', required: true },
    ],
    cell: ({ id, name }) => <a href={`#${id}`}>{name}</a>,
    csv: [{ title: 'Name', text: ({ name }) => name }],
  },
  {
    id: 'state',
    header: 'State',
    properties: [
      {
        id: 'state',
        label: 'State',
        type: 'choice',
        path: 'state',
        choices: [
          { value: 'On', label: 'Running' },
          { value: 'Off', label: 'Stopped' },
        ],
      },
    ],
    cell: () => 'On',
  },
]

interface ListProps {
  start?: View
  answer?: (request: ListRequest) => Thing[]
  all?: (request: ListRequest) => Promise<Thing[]>
  onRequest?: (request: ListRequest) => void
  onView?: (view: View) => void
  picking?: boolean
}

function List({ start = defaultView, answer, all, onRequest, onView, picking }: ListProps) {
  const [view, setView] = useState(start)
  const selection = useSelection<Thing>()
  return (
    <GridList
      label="Things"
      columns={columns}
      source={{
        searched: ['name', 'id'],
        order: 'id',
        page: (request) => ({
          queryKey: ['things', request],
          queryFn: async () => {
            onRequest?.(request)
            const rows = answer ? answer(request) : things
            return { total: rows.length, rows: rows.slice(request.offset, request.offset + request.limit) }
          },
        }),
        all: all ?? (async () => things),
      }}
      view={view}
      onView={(next) => {
        onView?.(next)
        setView(next)
      }}
      nameOf={({ name }) => name}
      selection={picking ? selection : undefined}
      bulkActions={<button type="button">Act</button>}
      empty={<p>None yet</p>}
    />
  )
}

const lastRequest = (spy: ReturnType<typeof vi.fn>) => spy.mock.lastCall?.[0] as ListRequest

test('C-020 the head of a column sorts ascending, descending and not at all, and says so', async () => {
  const onRequest = vi.fn()
  renderPart(<List onRequest={onRequest} />)
  const user = userEvent.setup()
  const head = await screen.findByRole('columnheader', { name: 'Thing' })
  const button = within(head).getByRole('button', { name: 'Thing' })
  await user.click(button)
  await waitFor(() => expect(lastRequest(onRequest).order).toBe('name'))
  expect(head).toHaveAttribute('aria-sort', 'ascending')
  await user.click(button)
  await waitFor(() => expect(lastRequest(onRequest).order).toBe('-name'))
  expect(head).toHaveAttribute('aria-sort', 'descending')
  await user.click(button)
  await waitFor(() => expect(head).not.toHaveAttribute('aria-sort'))
})

test('C-020 the menu of a column sorts and filters by each property, and hides it', async () => {
  const onView = vi.fn()
  renderPart(<List onView={onView} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Sort and filter: Thing' }))
  expect(screen.getAllByRole('menuitem').map((item) => item.textContent)).toEqual([
    'Sort by Name, ascending',
    'Sort by Name, descending',
    'Sort by ID, ascending',
    'Sort by ID, descending',
    'Filter by Name',
    'Filter by ID',
  ])
  await user.click(screen.getByRole('menuitem', { name: 'Sort by ID, descending' }))
  expect(onView).toHaveBeenLastCalledWith(
    expect.objectContaining({ sort: [{ property: 'id', descending: true }] }),
  )
  await user.click(screen.getByRole('button', { name: 'Sort and filter: State' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Hide column' }))
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'State' })).toBeNull())

  await user.click(screen.getByRole('button', { name: 'Sort and filter: Thing' }))
  await user.click(await screen.findByRole('menuitem', { name: 'Filter by ID' }))
  const panel = await screen.findByRole('dialog', { name: 'Filter' })
  expect(within(panel).getByLabelText('Property')).toHaveValue('id')
})

test('C-022 several sorts, one after the other', async () => {
  const onRequest = vi.fn()
  renderPart(<List onRequest={onRequest} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Sort' }))
  const panel = await screen.findByRole('dialog', { name: 'Sort' })
  await user.click(within(panel).getByRole('button', { name: 'Add a sort' }))
  await user.click(within(panel).getByRole('button', { name: 'Add another sort' }))
  await user.selectOptions(within(panel).getAllByLabelText('Direction')[1] as HTMLElement, 'Descending')
  expect(screen.getByRole('button', { name: 'Sorted by 2 fields' })).toBeVisible()
  await waitFor(() => expect(lastRequest(onRequest).order).toBe('name,-id'))
  await user.click(within(panel).getByRole('button', { name: 'Remove the sort by Name' }))
  await waitFor(() => expect(lastRequest(onRequest).order).toBe('-id'))
  await user.click(within(panel).getByRole('button', { name: 'Reset sorts' }))
  await user.click(within(panel).getByRole('button', { name: 'Close' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await waitFor(() => expect(screen.getByRole('button', { name: 'Sort' })).toHaveFocus())
})

test('C-023 conditions and groups, and the list follows while one types', async () => {
  const onRequest = vi.fn()
  renderPart(<List onRequest={onRequest} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Filter' }))
  const panel = await screen.findByRole('dialog', { name: 'Filter' })
  await user.click(within(panel).getByRole('button', { name: 'Add a condition' }))
  expect(within(panel).getByText('Where')).toBeVisible()
  await user.type(within(panel).getByLabelText('Value'), '4')
  await waitFor(() => expect(lastRequest(onRequest).filter).toEqual(['ilike(name,"*4*")']))

  await user.click(within(panel).getByRole('button', { name: 'Add a conditional group' }))
  const group = within(panel).getByRole('group', { name: 'Any of the following are true' })
  await user.selectOptions(within(group).getByLabelText('Property'), 'State')
  await user.selectOptions(within(group).getByRole('combobox', { name: 'Condition' }), 'Any of')
  await user.click(within(group).getByRole('checkbox', { name: 'Running' }))
  await user.click(within(group).getByRole('button', { name: 'Add a condition to the group' }))
  await waitFor(() =>
    expect(lastRequest(onRequest).filter).toEqual(['and(ilike(name,"*4*"),in(state,("On")))']),
  )
  await user.selectOptions(within(panel).getByLabelText('How the conditions are combined'), 'Or')
  await waitFor(() =>
    expect(lastRequest(onRequest).filter).toEqual(['or(ilike(name,"*4*"),in(state,("On")))']),
  )
  expect(screen.getByRole('button', { name: 'Filtered by 2 conditions' })).toBeVisible()

  // By keyboard: the group before the condition.
  const grip = within(panel).getByRole('button', { name: /^Move row 2/ })
  grip.focus()
  await user.keyboard('{ArrowUp}')
  await waitFor(() =>
    expect(lastRequest(onRequest).filter).toEqual(['or(in(state,("On")),ilike(name,"*4*"))']),
  )
  await user.click(within(panel).getByRole('button', { name: 'Reset filters' }))
  await waitFor(() => expect(lastRequest(onRequest).filter).toEqual([]))
})

test('C-027 a value that cannot be searched for gets a hint, and the list stays', async () => {
  const onRequest = vi.fn()
  renderPart(<List onRequest={onRequest} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Filter' }))
  const panel = await screen.findByRole('dialog', { name: 'Filter' })
  await user.click(within(panel).getByRole('button', { name: 'Add a condition' }))
  await user.type(within(panel).getByLabelText('Value'), `'"`)
  expect(within(panel).getByLabelText('Value')).toHaveAccessibleDescription(/both kinds of quotes/)
  await user.keyboard('{Escape}')
  const search = screen.getByRole('searchbox', { name: 'Search Things' })
  await user.type(search, `'"{Enter}`)
  expect(search).toHaveAccessibleDescription(/both kinds of quotes/)
  // Both kinds never came as far as a request; one kind may have.
  for (const [request] of onRequest.mock.calls as [ListRequest][])
    expect(request.filter.join()).not.toContain(`'"`)
})

test('the search box searches names and ids, at once on Enter', async () => {
  const onRequest = vi.fn()
  const answer = ({ filter }: ListRequest) => (filter.join().includes('zebra') ? [] : things)
  renderPart(<List onRequest={onRequest} answer={answer} start={{ ...defaultView, page: 2 }} />)
  const user = userEvent.setup()
  expect(await screen.findByText('11-12 of 12 rows')).toBeVisible()
  await user.type(screen.getByRole('searchbox'), 'zebra{Enter}')
  await waitFor(() =>
    expect(lastRequest(onRequest)).toMatchObject({
      filter: ['or(ilike(name,"*zebra*"),ilike(id,"*zebra*"))'],
      offset: 0,
    }),
  )
  expect(await screen.findByText('Nothing matches')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Show everything' }))
  expect(await screen.findByText('1-10 of 12 rows')).toBeVisible()
  expect(screen.getByRole('searchbox')).toHaveValue('')
})

test('C-028 sorting while one types keeps the order and the text', async () => {
  const onRequest = vi.fn()
  renderPart(<List onRequest={onRequest} />)
  const user = userEvent.setup()
  const head = await screen.findByRole('columnheader', { name: 'Thing' })
  await user.type(screen.getByRole('searchbox'), 'Thing 1')
  await user.click(within(head).getByRole('button', { name: 'Thing' }))
  await waitFor(() =>
    expect(lastRequest(onRequest)).toMatchObject({
      order: 'name',
      filter: ['or(ilike(name,"*Thing 1*"),ilike(id,"*Thing 1*"))'],
    }),
  )
})

test('C-023 closing the panel applies what was typed last, and leaving the page sends nothing', async () => {
  const onView = vi.fn()
  const { unmount } = renderPart(<List onView={onView} />)
  const user = userEvent.setup({ delay: null })
  await user.click(await screen.findByRole('button', { name: 'Filter' }))
  await user.click(await screen.findByRole('button', { name: 'Add a condition' }))
  await user.type(screen.getByLabelText('Value'), 'a')
  await user.click(screen.getByRole('button', { name: 'Close' }))
  const condition = { property: 'name', operator: 'contains', values: ['a'] }
  expect(onView.mock.lastCall?.[0]).toMatchObject({ filter: { items: [condition] } })
  onView.mockClear()
  await user.type(screen.getByRole('searchbox'), 'b')
  vi.useFakeTimers()
  unmount()
  vi.runAllTimers()
  vi.useRealTimers()
  expect(onView).not.toHaveBeenCalled()
})

test('C-025 columns are hidden and shown again, except the first', async () => {
  renderPart(<List />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Columns' }))
  const panel = await screen.findByRole('dialog', { name: 'Columns' })
  expect(within(panel).getByRole('checkbox', { name: 'Thing' })).toBeDisabled()
  await user.click(within(panel).getByRole('checkbox', { name: 'State' }))
  await waitFor(() => expect(screen.queryByRole('columnheader', { name: 'State' })).toBeNull())
  await user.click(within(panel).getByRole('radio', { name: 'Fit to screen' }))
  await user.click(within(panel).getByRole('radio', { name: 'Compact' }))
  const table = screen.getByRole('table', { name: 'Things' })
  expect(table).toHaveAttribute('data-widths', 'screen')
  expect(table).toHaveAttribute('data-rows', 'compact')
  await user.keyboard('{Escape}')
  await user.click(screen.getByRole('button', { name: 'Default view' }))
  await waitFor(() => expect(screen.getByRole('columnheader', { name: 'State' })).toBeVisible())
  expect(table).not.toHaveAttribute('data-rows')
})

test('an export holds all rows of the view, not only those of the page', async () => {
  const files: string[] = []
  vi.stubGlobal(
    'Blob',
    class extends Blob {
      constructor(parts: BlobPart[], options?: BlobPropertyBag) {
        super(parts, options)
        files.push(String(parts[0]))
      }
    },
  )
  const names: string[] = []
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download)
  })
  let fail = true
  renderPart(
    <List
      all={async () => {
        if (fail) throw new ProblemError(429, { detail: 'Too many streams.' })
        return things
      }}
    />,
  )
  const user = userEvent.setup()
  await user.click(await screen.findByRole('button', { name: 'Export' }))
  expect(await screen.findByText('The list was not exported: Too many streams.')).toBeInTheDocument()
  fail = false
  await user.click(screen.getByRole('button', { name: 'Export' }))
  expect(await screen.findByText('12 rows are in the file.')).toBeInTheDocument()
  expect(names).toEqual(['Things.csv'])
  expect(files.at(-1)?.split('\r\n')).toHaveLength(14)
  click.mockRestore()
})

test('rows are selected one by one or by page, up to a limit', async () => {
  const many = Array.from({ length: selectedMax + 1 }, (_, at) => ({ id: `T-${at}`, name: `Thing ${at}` }))
  renderPart(<List picking answer={() => many} start={{ page: 1, size: 100 }} />)
  const user = userEvent.setup()
  await user.click(await screen.findByRole('checkbox', { name: 'Select Thing 1' }))
  expect(screen.getByText('1 selected')).toBeVisible()
  expect(screen.getByRole('button', { name: 'Act' })).toBeVisible()
  await user.click(screen.getByRole('checkbox', { name: 'Select all rows on this page' }))
  expect(screen.getByText('100 selected')).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Next' }))
  expect(await screen.findByRole('checkbox', { name: 'Select Thing 100' })).toBeDisabled()
  await user.click(screen.getByRole('button', { name: 'Clear selection' }))
  expect(screen.getByRole('checkbox', { name: 'Select Thing 100' })).toBeEnabled()
})

test('C-029 an empty list, missing access and a failure each say which they are', async () => {
  const none = renderPart(<List answer={() => []} />)
  expect(await screen.findByText('None yet')).toBeVisible()
  none.unmount()
  const refused = renderPart(
    <List
      answer={() => {
        throw new ProblemError(403, { title: 'Forbidden' })
      }}
    />,
  )
  expect(await screen.findByText('You have no access to this page')).toBeVisible()
  refused.unmount()
  renderPart(
    <List
      answer={() => {
        throw new ProblemError(400, { detail: 'One or more validation errors occurred.' })
      }}
    />,
  )
  expect(await screen.findByRole('alert')).toHaveTextContent('One or more validation errors occurred.')
})
