import type { ReactNode } from 'react'
import type { Property } from './property'

export interface CsvColumn<Row> {
  title: string
  text: (row: Row) => string | number | undefined
}

export interface GridColumn<Row> {
  id: string
  header: string
  cell: (row: Row) => ReactNode
  /** What the column shows; the head sorts by the first that can be sorted by. */
  properties?: Property[]
  /** It cannot be hidden: the first column and the actions (C-025). */
  locked?: boolean
  /** The minimum width in px, so that nothing moves when a row changes. */
  width?: number
  /** Its fields in the export. */
  csv?: CsvColumn<Row>[]
}

export const actionsColumn = 'actions'
