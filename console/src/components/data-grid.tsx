/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   the roles are spelled out because display: block takes them away on narrow screens */
import { Button, Skeleton } from '@mantine/core'
import { flexRender, getCoreRowModel, useReactTable, type ColumnDef } from '@tanstack/react-table'
import { useEffect, useRef, type ReactNode, type RefObject } from 'react'
import { common } from '@/texts/common'
import { t } from '@/texts/lists'
import { focusNext } from '@/ui/dialog'
import { RefreshIcon } from '@/ui/icons'
import styles from './data-grid.module.css'
import { Paging } from './paging'
import type { View } from './view'

interface DataGridProps<Row> {
  label: string
  columns: ColumnDef<Row>[]
  /** Undefined while the first page loads. */
  rows: Row[] | undefined
  /** The rows are those of the view before, until its own arrive: shown, but not to be acted on. */
  stale?: boolean
  total: number
  view: View
  onView: (view: View) => void
  refreshing: boolean
  onRefresh: () => void
  /** Shown in place of the rows when there are none. */
  empty: ReactNode
  /** Shown in place of everything below the toolbar. */
  failure?: ReactNode
}

const noRows: never[] = []
// More would be below the fold.
const skeletonRowsMax = 10

/** One page of a list: toolbar, table, paging footer. On narrow screens every row becomes a card. */
export function DataGrid<Row extends { id: string }>(props: DataGridProps<Row>) {
  const { label, columns, rows, stale, total, view, onView, refreshing, onRefresh, empty, failure } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useFocusAfterRemoval(body, rows)
  // eslint-disable-next-line react-hooks/incompatible-library -- this component is not compiled.
  const table = useReactTable<Row>({
    data: rows ?? noRows,
    columns,
    getRowId: (row) => row.id,
    getCoreRowModel: getCoreRowModel(),
    manualPagination: true,
  })
  return (
    <section className={styles.card} aria-label={label} aria-busy={refreshing}>
      <div className={styles.toolbar}>
        <Button
          variant="subtle"
          color="gray.9"
          fw={500}
          size="compact-sm"
          leftSection={<RefreshIcon size={15} />}
          onClick={onRefresh}
        >
          {common('refresh')}
        </Button>
        {rows && !failure && <span className={styles.count}>{t('rows', { count: total })}</span>}
      </div>
      {failure ||
        (rows?.length === 0 ? (
          empty
        ) : (
          <>
            <div className={styles.scroll}>
              <table className={styles.table} role="table" aria-label={label}>
                <thead role="rowgroup">
                  {table.getHeaderGroups().map((group) => (
                    <tr key={group.id} role="row">
                      {group.headers.map((header) => (
                        <th key={header.id} role="columnheader" scope="col" data-column={header.column.id}>
                          {flexRender(header.column.columnDef.header, header.getContext())}
                        </th>
                      ))}
                    </tr>
                  ))}
                </thead>
                <tbody role="rowgroup" ref={body} inert={stale} data-stale={stale || undefined}>
                  {rows
                    ? table.getRowModel().rows.map((row) => (
                        <tr key={row.id} role="row" data-row={row.id}>
                          {row.getVisibleCells().map((cell) => (
                            <td
                              key={cell.id}
                              role="cell"
                              data-column={cell.column.id}
                              data-label={String(cell.column.columnDef.header)}
                            >
                              {flexRender(cell.column.columnDef.cell, cell.getContext())}
                            </td>
                          ))}
                        </tr>
                      ))
                    : Array.from({ length: Math.min(view.size, skeletonRowsMax) }, (_, row) => (
                        <tr key={row} role="row">
                          {columns.map((column, index) => (
                            <td key={column.id ?? index} role="cell">
                              <Skeleton height={14} width={index === 0 ? '70%' : '50%'} my={12} />
                            </td>
                          ))}
                        </tr>
                      ))}
                </tbody>
              </table>
            </div>
            {rows ? (
              <Paging view={view} total={total} stale={stale} onView={onView} />
            ) : (
              <p className="visually-hidden" role="status">
                {common('loading')}
              </p>
            )}
          </>
        ))}
    </section>
  )
}

/**
 * When the row that had the focus is taken away, as by Delete, the row in its place gets it. A dialog that is still
 * open gives the focus back to what is marked here.
 */
function useFocusAfterRemoval(body: RefObject<HTMLTableSectionElement | null>, rows: unknown) {
  const held = useRef<{ id: string; index: number }>(undefined)
  useEffect(() => {
    const note = () => {
      const focused = document.activeElement
      if (focused?.closest('[role="dialog"], [role="menu"]')) return
      const row = focused?.closest<HTMLElement>('[data-row]')
      const id = row && body.current?.contains(row) ? row.dataset.row : undefined
      held.current = row && id ? { id, index: rowsOf(body.current).indexOf(row) } : undefined
    }
    document.addEventListener('focusin', note)
    return () => document.removeEventListener('focusin', note)
  }, [body])
  useEffect(() => {
    if (!held.current) return
    const { id, index } = held.current
    const present = rowsOf(body.current)
    if (present.some((row) => row.dataset.row === id)) return
    held.current = undefined
    const next = present[Math.min(index, present.length - 1)]?.querySelector<HTMLElement>('a, button')
    if (document.activeElement === document.body) (next ?? document.querySelector('main'))?.focus()
    else next?.setAttribute(focusNext, '')
  }, [body, rows])
}

function rowsOf(body: HTMLElement | null): HTMLElement[] {
  return [...(body?.querySelectorAll<HTMLElement>('[data-row]') ?? [])]
}
