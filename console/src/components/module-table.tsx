import { Table } from '@mantine/core'
import { common } from '@/texts/common'
import { moduleName, type ModuleRef } from './choice/modules'
import { Missing } from './date-time'
import { Identity } from './identity'
import styles from './module-table.module.css'
import { NameCell, TableCard } from './table-card'

/** The modules of an object with what they are for (C-055). */
export function ModuleTable({ modules, empty }: { modules: ModuleRef[]; empty: string }) {
  return (
    <TableCard
      label={common('modules')}
      emptyText={empty}
      heads={[common('name'), common('description')]}
      rows={modules.map((module) => (
        <Table.Tr key={module.id}>
          <NameCell>
            <Identity name={moduleName(module)} id={module.id} />
          </NameCell>
          <Table.Td>{module.description || <Missing />}</Table.Td>
        </Table.Tr>
      ))}
    />
  )
}

/** Their names, side by side. */
export function ModuleChips({ modules }: { modules: ModuleRef[] }) {
  if (modules.length === 0) return <Missing />
  return (
    <ul className={styles.chips} aria-label={common('modules')}>
      {modules.map((module) => (
        <li key={module.id} className={styles.chip} title={module.description ?? module.id}>
          {moduleName(module)}
        </li>
      ))}
    </ul>
  )
}
