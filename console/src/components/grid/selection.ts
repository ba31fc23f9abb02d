import { useMemo, useState } from 'react'

/** How many rows can be acted on together: one request each. */
export const selectedMax = 100

export interface Selection<Row> {
  rows: Row[]
  has: (id: string) => boolean
  toggle: (row: Row) => void
  /** Selects all of them, or none when all are selected. */
  toggleAll: (rows: Row[]) => void
  clear: () => void
  isFull: boolean
}

/** Rows that a person has picked, on one page or several. */
export function useSelection<Row extends { id: string }>(): Selection<Row> {
  const [picked, setPicked] = useState<ReadonlyMap<string, Row>>(new Map())
  return useMemo(() => {
    const change = (edit: (next: Map<string, Row>) => void) =>
      setPicked((before) => {
        const next = new Map(before)
        edit(next)
        return next
      })
    return {
      rows: [...picked.values()],
      has: (id) => picked.has(id),
      toggle: (row) =>
        change((next) => {
          if (!next.delete(row.id) && next.size < selectedMax) next.set(row.id, row)
        }),
      toggleAll: (rows) =>
        change((next) => {
          const all = rows.every(({ id }) => next.has(id))
          for (const row of rows) {
            if (all) next.delete(row.id)
            else if (next.size < selectedMax) next.set(row.id, row)
          }
        }),
      clear: () => setPicked(new Map()),
      isFull: picked.size >= selectedMax,
    }
  }, [picked])
}
