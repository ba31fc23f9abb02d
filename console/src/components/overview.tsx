import type { ReactNode } from 'react'
import { moduleName, type ModuleRef } from '@/components/choice/modules'
import { Missing } from './date-time'
import styles from './overview.module.css'

export interface OverviewPair {
  label: string
  /** One line each; a dash when there is none. */
  values: ReactNode[]
}

/** Labels with their values, to be read before Add (C-045). */
export function Overview({ pairs }: { pairs: OverviewPair[] }) {
  return (
    <dl className={styles.pairs}>
      {pairs.map(({ label, values }) => (
        <div key={label}>
          <dt>{label}</dt>
          {values.length === 0 ? (
            <dd>
              <Missing />
            </dd>
          ) : (
            values.map((value, index) => <dd key={index}>{value}</dd>)
          )}
        </div>
      ))}
    </dl>
  )
}

/** A text with its line breaks. */
export function Lines({ text }: { text: string }) {
  return <span className={styles.description}>{text}</span>
}

/** Names with ids, for an overview. */
export function moduleLines(modules: ModuleRef[]): ReactNode[] {
  return modules.map((module) => <TwoLines key={module.id} first={moduleName(module)} second={module.id} />)
}

export function TwoLines({ first, second }: { first: string; second?: string }) {
  return (
    <span className={styles.module}>
      <span>{first}</span>
      {second && <span className={styles.id}>{second}</span>}
    </span>
  )
}

/** What was created: a card with columns (C-047). */
export function SummaryCard({
  label,
  columns,
}: {
  label: string
  columns: { title: string; value: ReactNode }[]
}) {
  return (
    <table className={styles.table} aria-label={label}>
      <thead>
        <tr>
          {columns.map(({ title }) => (
            <th key={title} scope="col">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          {columns.map(({ title, value }) => (
            <td key={title}>{value}</td>
          ))}
        </tr>
      </tbody>
    </table>
  )
}
