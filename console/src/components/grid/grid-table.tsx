/* eslint-disable jsx-a11y/no-redundant-roles, jsx-a11y/no-interactive-element-to-noninteractive-role --
   the roles are spelled out because display: block takes them away on narrow screens */
import { Checkbox, Skeleton } from '@mantine/core'
import { useRef } from 'react'
import type { View } from '@/components/view'
import { t } from '@/texts/grid'
import { actionsColumn, type GridColumn } from './column'
import { ariaSort, ColumnHead } from './column-head'
import styles from './data-grid.module.css'
import type { Selection } from './selection'
import { useFocusAfterRemoval } from './use-focus-after-removal'

interface GridTableProps<Row> {
  label: string
  /** Those that are shown. */
  columns: GridColumn<Row>[]
  rows: Row[] | undefined
  stale?: boolean
  view: View
  onView: (view: View) => void
  onFilterBy: (property: string) => void
  /** What a row is called, for its check box. */
  nameOf: (row: Row) => string
  selection?: Selection<Row>
}

// More would be below the fold.
const skeletonRowsMax = 10

/** The rows of one page. In a narrow place every row becomes a card. */
export function GridTable<Row extends { id: string }>(props: GridTableProps<Row>) {
  const { label, columns, rows, stale, view, onView, onFilterBy, nameOf, selection } = props
  const body = useRef<HTMLTableSectionElement>(null)
  useFocusAfterRemoval(body, rows)
  const sort = view.sort ?? []
  const picked = rows?.filter(({ id }) => selection?.has(id)).length ?? 0
  return (
    // Not reachable by keyboard itself: the links in it are, and they scroll it.
    <div className={styles.scroll}>
      <table
        className={styles.table}
        role="table"
        aria-label={label}
        data-widths={view.widths}
        data-rows={view.compact ? 'compact' : undefined}
      >
        <thead role="rowgroup">
          <tr role="row">
            {selection && (
              <th role="columnheader" scope="col" data-column="select">
                <Checkbox
                  size="xs"
                  aria-label={t('selectAll')}
                  checked={rows !== undefined && rows.length > 0 && picked === rows.length}
                  indeterminate={picked > 0 && picked < (rows?.length ?? 0)}
                  onChange={() => rows && selection.toggleAll(rows)}
                />
              </th>
            )}
            {columns.map(({ id, header, properties = [], locked, width }) => (
              <th
                key={id}
                role="columnheader"
                scope="col"
                data-column={id}
                aria-label={header}
                aria-sort={ariaSort(properties, sort)}
                style={width ? { minWidth: width } : undefined}
              >
                <ColumnHead
                  header={header}
                  properties={properties}
                  sort={sort}
                  onSort={(keys) => onView({ ...view, sort: keys, page: 1 })}
                  onFilterBy={onFilterBy}
                  onHide={
                    locked ? undefined : () => onView({ ...view, hidden: [...(view.hidden ?? []), id] })
                  }
                />
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" ref={body} inert={stale} data-stale={stale || undefined}>
          {rows
            ? rows.map((row) => (
                <tr key={row.id} role="row" data-row={row.id} aria-selected={selection?.has(row.id)}>
                  {selection && (
                    <td role="cell" data-column="select">
                      <Checkbox
                        size="xs"
                        aria-label={t('selectRow', { name: nameOf(row) })}
                        checked={selection.has(row.id)}
                        disabled={selection.isFull && !selection.has(row.id)}
                        onChange={() => selection.toggle(row)}
                      />
                    </td>
                  )}
                  {columns.map(({ id, header, cell }, index) => (
                    <td
                      key={id}
                      role="cell"
                      data-column={id}
                      data-label={header}
                      data-kind={index === 0 ? 'identity' : id === actionsColumn ? 'actions' : undefined}
                    >
                      {cell(row)}
                    </td>
                  ))}
                </tr>
              ))
            : Array.from({ length: Math.min(view.size, skeletonRowsMax) }, (_, row) => (
                <tr key={row} role="row">
                  {selection && <td role="cell" data-column="select" />}
                  {columns.map(({ id }, index) => (
                    <td key={id} role="cell">
                      <Skeleton height={14} width={index === 0 ? '70%' : '50%'} my={12} />
                    </td>
                  ))}
                </tr>
              ))}
        </tbody>
      </table>
    </div>
  )
}
