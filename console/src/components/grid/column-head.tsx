import { Menu } from '@mantine/core'
import type { SortKey } from '@/components/view'
import { t } from '@/texts/grid'
import { ActionMenu } from '@/ui/action-menu'
import { ChevronDownIcon } from '@/ui/frame-icons'
import { ArrowDownIcon, ArrowUpIcon } from '@/ui/icons'
import styles from './data-grid.module.css'
import { isFilterable, isSortable, type Property } from './property'

interface ColumnHeadProps {
  header: string
  properties: Property[]
  sort: SortKey[]
  onSort: (sort: SortKey[]) => void
  onFilterBy: (property: string) => void
  /** Absent for a column that is always shown. */
  onHide?: () => void
}

/** A column's head: clicks sort ascending, descending and not at all; the menu has the rest (C-020). */
export function ColumnHead({ header, properties, sort, onSort, onFilterBy, onHide }: ColumnHeadProps) {
  const sortable = properties.filter(isSortable)
  const filterable = properties.filter(isFilterable)
  const [first] = sortable
  const key = sort.find(({ property }) => sortable.some(({ id }) => id === property))
  if (!first && filterable.length === 0 && !onHide) return <>{header}</>
  const next = (property: string): SortKey[] => {
    if (!key) return [{ property, descending: false }]
    return key.descending ? [] : [{ property: key.property, descending: true }]
  }
  return (
    <span className={styles.head}>
      {first ? (
        <button
          type="button"
          className={styles.headButton}
          title={t('sortColumn', { column: header })}
          onClick={() => onSort(next(first.id))}
        >
          {header}
          {key && (
            <span className={styles.arrow} aria-hidden="true">
              {key.descending ? <ArrowDownIcon size={14} /> : <ArrowUpIcon size={14} />}
            </span>
          )}
        </button>
      ) : (
        header
      )}
      <ActionMenu
        width={270}
        button={{
          variant: 'subtle',
          color: 'gray.9',
          size: 'sm',
          label: t('columnMenu', { column: header }),
          icon: <ChevronDownIcon size={15} />,
        }}
      >
        {sortable.map(({ id, label }) => [
          <Menu.Item
            key={`${id} up`}
            leftSection={<ArrowUpIcon size={14} />}
            onClick={() => onSort([{ property: id, descending: false }])}
          >
            {t('sortUp', { property: label })}
          </Menu.Item>,
          <Menu.Item
            key={`${id} down`}
            leftSection={<ArrowDownIcon size={14} />}
            onClick={() => onSort([{ property: id, descending: true }])}
          >
            {t('sortDown', { property: label })}
          </Menu.Item>,
        ])}
        {sortable.length > 0 && filterable.length > 0 && <Menu.Divider />}
        {filterable.map(({ id, label }) => (
          <Menu.Item key={id} onClick={() => onFilterBy(id)}>
            {t('filterBy', { property: label })}
          </Menu.Item>
        ))}
        {onHide && (
          <>
            <Menu.Divider />
            <Menu.Item onClick={onHide}>{t('hideColumn')}</Menu.Item>
          </>
        )}
      </ActionMenu>
    </span>
  )
}

/** The `aria-sort` of a column's head. */
export function ariaSort(properties: Property[], sort: SortKey[]): 'ascending' | 'descending' | undefined {
  const key = sort.find(({ property }) => properties.some(({ id }) => id === property))
  return key && (key.descending ? 'descending' : 'ascending')
}
