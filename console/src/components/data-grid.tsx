/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   the roles are spelled out because display: block takes them away on narrow screens */
import { Button, Skeleton } from '@mantine/core'
import { flexRender, getCoreRowModel, useReactTable, type ColumnDef } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import { RefreshIcon } from '@/ui/icons'
import styles from './data-grid.module.css'
import { Paging } from './paging'
import { rowsText, type View } from './view'

interface DataGridProps<Row> {
  label: string
  columns: ColumnDef<Row>[]
  /** Undefined while the first page loads. */
  rows: Row[] | undefined
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

/** One page of a list: toolbar, table, paging footer. On narrow screens every row becomes a card. */
export function DataGrid<Row extends { id: string }>(props: DataGridProps<Row>) {
  const { label, columns, rows, total, view, onView, refreshing, onRefresh, empty, failure } = props
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
          Refresh
        </Button>
        {rows && !failure && <span className={styles.count}>{rowsText(total)}</span>}
      </div>
      {failure ||
        (rows?.length === 0 ? (
          empty
        ) : (
          <>
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
              <tbody role="rowgroup">
                {rows
                  ? table.getRowModel().rows.map((row) => (
                      <tr key={row.id} role="row">
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
                  : Array.from({ length: 3 }, (_, row) => (
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
            {rows ? (
              <Paging view={view} total={total} onView={onView} />
            ) : (
              <p className="visually-hidden" role="status">
                Loading
              </p>
            )}
          </>
        ))}
    </section>
  )
}
