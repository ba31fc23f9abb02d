import { TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { errorSentence } from '@/api/problem'
import { mayUse, useSession } from '@/api/session'
import { hintOf } from '@/components/grid/hints'
import { writeSearch } from '@/components/grid/rql'
import { typingPauseMs } from '@/components/grid/typing-pause'
import { searchLengthMax } from '@/components/view'
import { paths } from '@/paths'
import { t } from '@/texts/palette'
import { t as shell } from '@/texts/shell'
import { KeyIcon, PeopleIcon, PersonIcon } from '@/ui/frame-icons'
import { Panel } from '@/ui/panel'
import { paletteSearches } from './palette-search'
import { iconOf } from './section-icons'
import { homeEntry, settingsGroups } from './sections'
import styles from './shortcuts.module.css'

interface Option {
  /** Unique in the palette. */
  key: string
  name: string
  detail: string
  icon: ReactNode
  go: () => void
}

interface Group {
  label: string
  options: Option[]
}

/** Finds tokens, users, groups and pages, and opens them: a combobox whose list is always open (C-108). */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const listId = useId()
  const session = useSession()
  const [text, setText] = useState('')
  const [settled] = useDebouncedValue(text.trim(), typingPauseMs)
  const problem = writeSearch(text, ['name']).problem
  const results = useQueries({
    queries: paletteSearches(session, settled).map((query) => ({
      ...query,
      placeholderData: keepPreviousData,
    })),
  })
  const pages = usePages(text, onClose)
  const objects = useObjects(onClose)
  const searched = text.trim() === '' || problem ? [] : objects(results.map(({ data }) => data ?? []))
  const groups = [{ label: t('pages'), options: pages }, ...searched].filter(
    ({ options }) => options.length > 0,
  )
  const options = groups.flatMap((group) => group.options)

  const [chosen, setChosen] = useState<string>()
  // What was chosen may be gone from the list.
  const at = Math.max(
    0,
    options.findIndex(({ key }) => key === chosen),
  )
  const active = options[at]
  const optionId = (option: Option) => `${listId}-${option.key}`
  const list = useRef<HTMLDivElement>(null)
  const activeKey = active?.key
  useEffect(() => {
    const shown = list.current?.querySelector('[aria-selected="true"]')
    shown?.scrollIntoView?.({ block: 'nearest' })
  }, [activeKey])

  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step && options.length > 0) {
      event.preventDefault()
      setChosen(options[(at + step + options.length) % options.length]?.key)
    }
    if (event.key === 'Enter' && active && !waiting) {
      event.preventDefault()
      active.go()
    }
  }
  const failed = results.find(({ isError }) => isError)
  // What is typed is not what was searched for yet: Enter would open something that was not asked for.
  const waiting =
    !problem &&
    text.trim() !== '' &&
    (settled !== text.trim() ||
      results.some(
        ({ isFetching, isPending, isPlaceholderData }) => isFetching && (isPending || isPlaceholderData),
      ))
  const message = waiting
    ? t('searching')
    : failed?.error && text.trim() !== ''
      ? t('failed', { reason: errorSentence(failed.error) })
      : options.length === 0
        ? t('nothing')
        : undefined
  return (
    <Panel label={shell('searchEverything')} place="top" onClose={onClose}>
      <div className={styles.palette}>
        <TextInput
          className={styles.input}
          data-autofocus
          role="combobox"
          aria-label={shell('searchEverything')}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active && optionId(active)}
          placeholder={mayUse(session, 'access-management') ? t('placeholder') : t('placeholderPages')}
          maxLength={searchLengthMax}
          autoComplete="off"
          value={text}
          error={problem && hintOf(problem)}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setChosen(undefined)
          }}
          onKeyDown={press}
        />
        <div
          className={styles.results}
          id={listId}
          role="listbox"
          aria-label={shell('searchEverything')}
          ref={list}
        >
          {groups.map(({ label, options: members }, index) => (
            <div key={label} role="group" aria-labelledby={`${listId}-group-${index}`}>
              <div className={styles.group} id={`${listId}-group-${index}`} role="presentation">
                {label}
              </div>
              {members.map((option) => (
                // eslint-disable-next-line jsx-a11y/click-events-have-key-events -- the keys are those of the combobox
                <div
                  key={option.key}
                  id={optionId(option)}
                  role="option"
                  aria-selected={option === active}
                  tabIndex={-1}
                  className={styles.option}
                  onClick={option.go}
                  onPointerMove={() => setChosen(option.key)}
                >
                  {option.icon}
                  <span className={styles.optionText}>
                    {option.name}
                    <span>{option.detail}</span>
                  </span>
                </div>
              ))}
            </div>
          ))}
        </div>
        {message && <p className={styles.message}>{message}</p>}
        <p className="visually-hidden" role="status">
          {message ?? t('found', { count: options.length })}
        </p>
        <p className={styles.hint}>{t('keysHint')}</p>
      </div>
    </Panel>
  )
}

/** The pages that the person may open, by their names and what they are for. */
function usePages(text: string, onClose: () => void): Option[] {
  const session = useSession()
  const navigate = useNavigate()
  const wanted = text.trim().toLowerCase()
  const entries = [homeEntry, ...settingsGroups.flatMap((group) => group.entries)]
    .filter(({ module }) => !module || mayUse(session, module))
    .map(({ to, label, description }) => ({ to, name: label(), detail: description(), icon: iconOf(to) }))
  const profile = {
    to: paths.profile,
    name: shell('myProfile'),
    detail: session.user.name,
    icon: <PersonIcon />,
  }
  return [...entries, profile]
    .filter(({ name, detail }) => [name, detail].some((label) => label.toLowerCase().includes(wanted)))
    .map(({ to, ...option }) => ({
      ...option,
      key: to,
      go: () => {
        onClose()
        void navigate({ to })
      },
    }))
}

function useObjects(onClose: () => void) {
  const navigate = useNavigate()
  const kinds = [
    { label: t('tokens'), icon: <KeyIcon /> },
    { label: t('users'), icon: <PersonIcon /> },
    { label: t('groups'), icon: <PeopleIcon /> },
  ]
  return (
    found: {
      id: string
      name: string
      detail: string
      to: (typeof paths)['apiToken' | 'user' | 'group']
    }[][],
  ): Group[] =>
    kinds.map(({ label, icon }, index) => ({
      label,
      options: (found[index] ?? []).map(({ id, name, detail, to }) => ({
        key: id,
        name,
        detail,
        icon,
        go: () => {
          onClose()
          void navigate({ to, params: { id } })
        },
      })),
    }))
}
