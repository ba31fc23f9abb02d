import { ActionIcon, Button, NativeSelect } from '@mantine/core'
import { useEffect, useRef, useState, type DragEvent } from 'react'
import { t } from '@/texts/grid'
import { speak } from '@/ui/announce'
import { CloseIcon } from '@/ui/frame-icons'
import { FilterIcon, GripIcon, PlusIcon } from '@/ui/icons'
import { ConditionFields } from './condition-fields'
import {
  conditionsMax,
  conditionsOf,
  emptyFilter,
  isGroup,
  type Condition,
  type Filter,
  type FilterItem,
  type Join,
} from './filter'
import { Panel, PanelFooter } from './panel'
import styles from './panel.module.css'
import { isFilterable, operatorsFor, type Property } from './property'
import { writeCondition } from './rql'
import { useTypingPause, type TypingPause } from './typing-pause'

interface FilterPanelProps {
  properties: Property[]
  filter: Filter
  onFilter: (filter: Filter) => void
  opened: boolean
  onOpened: (opened: boolean) => void
  /** The panel opens with a new condition on this property. */
  begin?: string
}

/** Conditions and groups of conditions; the list follows while one types (C-023). */
export function FilterPanel({ properties, filter, onFilter, opened, onOpened, begin }: FilterPanelProps) {
  const count = conditionsOf(filter).length
  const typing = useTypingPause()
  // Closing the panel applies what was typed last.
  const setOpened = (next: boolean) => {
    if (!next) typing.flush()
    onOpened(next)
  }
  return (
    <Panel
      label={count > 0 ? t('filteredBy', { count }) : t('filter')}
      title={t('filter')}
      icon={<FilterIcon size={15} />}
      active={count > 0}
      opened={opened}
      onOpened={setOpened}
      width={640}
    >
      <FilterForm
        properties={properties.filter(isFilterable)}
        filter={filter}
        onFilter={onFilter}
        begin={begin}
        typing={typing}
        onClose={() => setOpened(false)}
      />
    </Panel>
  )
}

interface FilterFormProps extends Pick<FilterPanelProps, 'properties' | 'filter' | 'onFilter' | 'begin'> {
  typing: TypingPause
  onClose: () => void
}

function newCondition(property: Property): Condition {
  return { property: property.id, operator: operatorsFor(property)[0] ?? 'eq', values: [] }
}

/** The part of an unfinished filter that applies: its complete conditions. */
export function completeFilter({ join, items }: Filter, properties: Property[]): Filter {
  const isComplete = (condition: Condition) => {
    const property = properties.find(({ id }) => id === condition.property)
    return property !== undefined && writeCondition(property, condition).rql !== undefined
  }
  const complete = items
    .map((item) => (isGroup(item) ? { any: item.any.filter(isComplete) } : item))
    .filter((item) => (isGroup(item) ? item.any.length > 0 : isComplete(item)))
  return { join, items: complete }
}

function FilterForm({ properties, filter, onFilter, begin, typing, onClose }: FilterFormProps) {
  const [draft, setDraft] = useState<Filter>(() => {
    const property = properties.find(({ id }) => id === begin)
    return property ? { ...filter, items: [...filter.items, newCondition(property)] } : filter
  })
  // The view may have changed by the time typing pauses: a new order must survive.
  const latest = useRef({ filter, onFilter })
  useEffect(() => {
    latest.current = { filter, onFilter }
  })
  const [dragged, setDragged] = useState<number>()
  const [over, setOver] = useState<number>()

  const change = (next: Filter) => {
    setDraft(next)
    const complete = completeFilter(next, properties)
    typing.after(() => {
      const before = completeFilter(latest.current.filter, properties)
      if (JSON.stringify(complete) !== JSON.stringify(before)) latest.current.onFilter(complete)
    })
  }
  const setItem = (index: number, item: FilterItem | undefined) =>
    change({
      ...draft,
      items: draft.items.flatMap((present, at) => (at === index ? (item ? [item] : []) : [present])),
    })
  const add = (item: FilterItem) => change({ ...draft, items: [...draft.items, item] })
  const move = (from: number, to: number) => {
    if (to < 0 || to >= draft.items.length || from === to) return
    const items = [...draft.items]
    items.splice(to, 0, ...items.splice(from, 1))
    change({ ...draft, items })
    speak(t('movedTo', { number: to + 1, count: items.length }))
  }
  const [first] = properties
  const isFull = conditionsOf(draft).length >= conditionsMax
  if (!first) return null
  return (
    <>
      {draft.items.length === 0 && <p className={styles.note}>{t('noFilter')}</p>}
      {draft.items.map((item, index) => (
        <div
          key={index}
          className={styles.row}
          role="group"
          aria-label={isGroup(item) ? t('group', { number: index + 1 }) : `${t('condition')} ${index + 1}`}
          data-over={over === index || undefined}
          onDragOver={(event: DragEvent) => {
            if (dragged === undefined) return
            event.preventDefault()
            setOver(index)
          }}
          onDrop={(event: DragEvent) => {
            event.preventDefault()
            if (dragged !== undefined) move(dragged, index)
            setDragged(undefined)
            setOver(undefined)
          }}
        >
          <JoinField index={index} join={draft.join} onJoin={(join) => change({ ...draft, join })} />
          {isGroup(item) ? (
            <GroupFields
              number={index + 1}
              conditions={item.any}
              properties={properties}
              isFull={isFull}
              onConditions={(any) => setItem(index, { any })}
            />
          ) : (
            <ConditionFields
              condition={item}
              properties={properties}
              onCondition={(condition) => setItem(index, condition)}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray.9"
            aria-label={
              isGroup(item)
                ? t('removeGroup', { number: index + 1 })
                : t('removeCondition', { number: index + 1 })
            }
            onClick={() => setItem(index, undefined)}
          >
            <CloseIcon size={16} />
          </ActionIcon>
          {draft.items.length > 1 && (
            <ActionIcon
              variant="subtle"
              color="gray.9"
              className={styles.grip}
              draggable
              aria-label={t('moveItem', { number: index + 1 })}
              onDragStart={() => setDragged(index)}
              onDragEnd={() => {
                setDragged(undefined)
                setOver(undefined)
              }}
              onKeyDown={(event) => {
                if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
                event.preventDefault()
                const to = index + (event.key === 'ArrowUp' ? -1 : 1)
                move(index, to)
                const grips = event.currentTarget
                  .closest('[role="dialog"]')
                  ?.querySelectorAll<HTMLElement>(`.${styles.grip}`)
                grips?.[Math.min(Math.max(to, 0), draft.items.length - 1)]?.focus()
              }}
            >
              <GripIcon size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {isFull && <p className={styles.note}>{t('conditionsMax', { max: conditionsMax })}</p>}
      <PanelFooter>
        {!isFull && (
          <>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<PlusIcon size={15} />}
              onClick={() => add(newCondition(first))}
            >
              {draft.items.length > 0 ? t('addAnotherCondition') : t('addCondition')}
            </Button>
            <Button
              variant="subtle"
              size="compact-sm"
              leftSection={<PlusIcon size={15} />}
              onClick={() => add({ any: [newCondition(first)] })}
            >
              {t('addGroup')}
            </Button>
          </>
        )}
        {draft.items.length > 0 && (
          <Button variant="subtle" size="compact-sm" onClick={() => change(emptyFilter)}>
            {t('resetFilters')}
          </Button>
        )}
        <Button variant="default" size="compact-sm" onClick={onClose}>
          {t('close')}
        </Button>
      </PanelFooter>
    </>
  )
}

interface JoinFieldProps {
  index: number
  join: Join
  onJoin: (join: Join) => void
}

/** One choice for the whole filter, made in its second row. */
function JoinField({ index, join, onJoin }: JoinFieldProps) {
  if (index === 0) return <span className={styles.join}>{t('where')}</span>
  if (index > 1) return <span className={styles.join}>{join === 'and' ? t('and') : t('or')}</span>
  return (
    <NativeSelect
      className={styles.join}
      size="xs"
      aria-label={t('join')}
      value={join}
      data={[
        { value: 'and', label: t('and') },
        { value: 'or', label: t('or') },
      ]}
      onChange={(event) => onJoin(event.currentTarget.value === 'or' ? 'or' : 'and')}
    />
  )
}

interface GroupFieldsProps {
  number: number
  conditions: Condition[]
  properties: Property[]
  isFull: boolean
  onConditions: (conditions: Condition[]) => void
}

function GroupFields({ number, conditions, properties, isFull, onConditions }: GroupFieldsProps) {
  const [first] = properties
  return (
    <fieldset className={styles.group}>
      <legend>{t('anyOfGroup')}</legend>
      {conditions.map((condition, index) => (
        <div
          key={index}
          className={styles.row}
          role="group"
          aria-label={`${t('condition')} ${number}.${index + 1}`}
        >
          <ConditionFields
            condition={condition}
            properties={properties}
            onCondition={(next) =>
              onConditions(conditions.map((present, at) => (at === index ? next : present)))
            }
          />
          <ActionIcon
            variant="subtle"
            color="gray.9"
            aria-label={t('removeCondition', { number: `${number}.${index + 1}` })}
            onClick={() => onConditions(conditions.filter((_, at) => at !== index))}
          >
            <CloseIcon size={16} />
          </ActionIcon>
        </div>
      ))}
      {first && !isFull && (
        <Button
          variant="subtle"
          size="compact-sm"
          w="fit-content"
          leftSection={<PlusIcon size={15} />}
          onClick={() => onConditions([...conditions, newCondition(first)])}
        >
          {t('addGroupCondition')}
        </Button>
      )}
    </fieldset>
  )
}
