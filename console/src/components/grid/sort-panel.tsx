import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { sortKeysMax, type SortKey } from '@/components/view'
import { t } from '@/texts/grid'
import { CloseIcon } from '@/ui/frame-icons'
import { PlusIcon, SortIcon } from '@/ui/icons'
import { Panel, PanelFooter } from './panel'
import styles from './panel.module.css'
import { isSortable, type Property } from './property'

interface SortPanelProps {
  properties: Property[]
  sort: SortKey[]
  onSort: (sort: SortKey[]) => void
  opened: boolean
  onOpened: (opened: boolean) => void
}

/** The sort keys of the list, in order (C-022). */
export function SortPanel({ properties, sort, onSort, opened, onOpened }: SortPanelProps) {
  const sortable = properties.filter(isSortable)
  const known = sort.filter(({ property }) => sortable.some(({ id }) => id === property))
  const free = sortable.filter(({ id }) => !known.some(({ property }) => property === id))
  const change = (index: number, key: SortKey) =>
    onSort(known.map((present, at) => (at === index ? key : present)))
  const [next] = free
  return (
    <Panel
      label={known.length > 0 ? t('sortedBy', { count: known.length }) : t('sort')}
      title={t('sort')}
      icon={<SortIcon size={15} />}
      active={known.length > 0}
      opened={opened}
      onOpened={onOpened}
      width={440}
    >
      {known.length === 0 && <p className={styles.note}>{t('noSort')}</p>}
      {known.map((key, index) => {
        const label = sortable.find(({ id }) => id === key.property)?.label ?? key.property
        return (
          <div key={key.property} className={styles.row}>
            <NativeSelect
              className={styles.field}
              size="xs"
              aria-label={t('property')}
              value={key.property}
              data={sortable
                .filter((property) => property.id === key.property || free.includes(property))
                .map(({ id, label }) => ({ value: id, label }))}
              onChange={(event) => change(index, { ...key, property: event.currentTarget.value })}
            />
            <NativeSelect
              className={styles.field}
              size="xs"
              aria-label={t('direction')}
              value={key.descending ? 'down' : 'up'}
              data={[
                { value: 'up', label: t('ascending') },
                { value: 'down', label: t('descending') },
              ]}
              onChange={(event) =>
                change(index, { ...key, descending: event.currentTarget.value === 'down' })
              }
            />
            <ActionIcon
              variant="subtle"
              color="gray.9"
              aria-label={t('removeSort', { property: label })}
              onClick={() => onSort(known.filter((_, at) => at !== index))}
            >
              <CloseIcon size={16} />
            </ActionIcon>
          </div>
        )
      })}
      <PanelFooter>
        {next && known.length < sortKeysMax && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<PlusIcon size={15} />}
            onClick={() => onSort([...known, { property: next.id, descending: false }])}
          >
            {known.length > 0 ? t('addAnotherSort') : t('addSort')}
          </Button>
        )}
        {known.length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => onSort([])}>
            {t('resetSorts')}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={() => onOpened(false)}>
          {t('close')}
        </Button>
      </PanelFooter>
    </Panel>
  )
}
