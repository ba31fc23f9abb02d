import { Checkbox, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useId, useRef, useState } from 'react'
import { errorSentence, traceIdOf } from '@/api/problem'
import { Failure } from '@/components/page-state'
import { common } from '@/texts/common'
import { SearchIcon } from '@/ui/frame-icons'
import styles from './choice-step.module.css'

export interface Choice {
  id: string
  name: string
  description?: string
  /** It cannot be selected, only deselected. */
  fixed?: boolean
}

interface ChoiceStepProps {
  label: string
  searchLabel: string
  loadingText: string
  noMatchText: string
  /** Shown below the list for so many selected. */
  statusText: (count: number) => string
  /** Undefined while they load. */
  choices: Choice[] | undefined
  loadError: unknown
  onRetry: () => void
  /** In place of the list, when there is nothing to choose from. */
  emptyText: string
  selected: string[]
  onSelected: (ids: string[]) => void
  error?: string
}

/** From this many on, only the visible ones are rendered. */
const virtualFrom = 100

/** A step that chooses any number of things, found by typing (C-044). */
export function ChoiceStep(props: ChoiceStepProps) {
  const { label, choices, loadError, selected, onSelected, error } = props
  const [text, setText] = useState('')
  if (!choices) {
    if (loadError)
      return (
        <Failure message={errorSentence(loadError)} traceId={traceIdOf(loadError)} onRetry={props.onRetry} />
      )
    return (
      <Stack gap="lg" aria-busy="true">
        <p className="visually-hidden" role="status">
          {props.loadingText}
        </p>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={34} />
        ))}
      </Stack>
    )
  }
  if (choices.length === 0) return <Text>{props.emptyText}</Text>
  const wanted = text.trim().toLowerCase()
  const found = choices.filter(({ name, description }) =>
    `${name}\n${description ?? ''}`.toLowerCase().includes(wanted),
  )
  return (
    <>
      <TextInput
        aria-label={props.searchLabel}
        placeholder={common('search')}
        leftSection={<SearchIcon size={16} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error && (
        <Text role="alert" c="var(--mantine-color-error)" size="sm" mt="sm">
          {error}
        </Text>
      )}
      <Checkbox.Group
        value={selected}
        onChange={onSelected}
        label={label}
        labelProps={{ className: 'visually-hidden' }}
      >
        {found.length < virtualFrom ? (
          <ul className={styles.list}>
            {found.map((choice) => (
              <li key={choice.id} className={styles.item}>
                <ChoiceRow choice={choice} selected={selected.includes(choice.id)} />
              </li>
            ))}
          </ul>
        ) : (
          <LongList choices={found} selected={new Set(selected)} />
        )}
      </Checkbox.Group>
      <Text size="sm" c="dimmed" role="status">
        {found.length === 0 ? props.noMatchText : props.statusText(selected.length)}
      </Text>
    </>
  )
}

const rowHeight = 64

function LongList({ choices, selected }: { choices: Choice[]; selected: ReadonlySet<string> }) {
  const scroll = useRef<HTMLDivElement>(null)
  // eslint-disable-next-line react-hooks/incompatible-library -- this component is not compiled.
  const rows = useVirtualizer({
    count: choices.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => rowHeight,
    overscan: 6,
    // Until the first measurement.
    initialRect: { width: 400, height: 360 },
  })
  return (
    <div className={styles.long} ref={scroll}>
      <ul className={styles.virtual} style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map((row) => {
          const choice = choices[row.index]
          return (
            choice && (
              <li
                key={choice.id}
                ref={rows.measureElement}
                data-index={row.index}
                className={styles.item}
                aria-setsize={choices.length}
                aria-posinset={row.index + 1}
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <ChoiceRow choice={choice} selected={selected.has(choice.id)} />
              </li>
            )
          )
        })}
      </ul>
    </div>
  )
}

function ChoiceRow({ choice, selected }: { choice: Choice; selected: boolean }) {
  const noteId = useId()
  const { id, name, description, fixed } = choice
  return (
    <Checkbox
      value={id}
      label={name}
      // Mantine shows the description and does not link it.
      description={description && <span id={noteId}>{description}</span>}
      aria-describedby={description && noteId}
      disabled={fixed === true && !selected}
      classNames={{ body: styles.row, labelWrapper: styles.label }}
    />
  )
}
