import { Table } from '@mantine/core'
import type { ReactNode } from 'react'
import { Card } from './page'
import styles from './table-card.module.css'

interface TableCardProps {
  label: string
  /** In place of a table without rows. */
  emptyText: string
  heads: string[]
  rows: ReactNode[]
  /** The links in it are reached by keyboard, and scroll it. */
  hasLinks?: boolean
  /** In px. */
  widthMax?: number
}

/** A plain table on a tab: no paging, no menus. */
export function TableCard({ label, emptyText, heads, rows, hasLinks, widthMax }: TableCardProps) {
  if (rows.length === 0)
    return (
      <Card>
        <p className={styles.none}>{emptyText}</p>
      </Card>
    )
  return (
    <Card>
      <div
        className={styles.scroll}
        {...(hasLinks ? {} : { role: 'region', 'aria-label': label, tabIndex: 0 })}
      >
        <Table verticalSpacing="sm" className={styles.table} maw={widthMax} aria-label={label}>
          <Table.Thead>
            <Table.Tr>
              {heads.map((head) => (
                <Table.Th key={head}>{head}</Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>{rows}</Table.Tbody>
        </Table>
      </div>
    </Card>
  )
}

/** The cell of what a row is about. */
export function NameCell({ children }: { children: ReactNode }) {
  return <Table.Td className={styles.name}>{children}</Table.Td>
}
