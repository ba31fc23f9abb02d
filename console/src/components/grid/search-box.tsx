import { CloseButton, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { searchLengthMax } from '@/components/view'
import { t } from '@/texts/grid'
import { SearchIcon } from '@/ui/frame-icons'
import { hintOf } from './hints'
import { writeSearch } from './rql'
import { useTypingPause } from './typing-pause'
import styles from './data-grid.module.css'

interface SearchBoxProps {
  /** What is searched: the title of the list. */
  list: string
  text: string
  onText: (text: string) => void
}

/** Searches names and ids for plain text. The list follows while one types. */
export function SearchBox({ list, text, onText }: SearchBoxProps) {
  const [typed, setTyped] = useState(text)
  const [known, setKnown] = useState(text)
  // Back, or Default view, changes what is searched for.
  if (text !== known) {
    setKnown(text)
    setTyped(text)
  }
  const problem = writeSearch(typed, ['name']).problem
  const typing = useTypingPause()
  // The view may have changed by the time typing pauses: a new order must survive.
  const latest = useRef({ text, onText })
  useEffect(() => {
    latest.current = { text, onText }
  })

  const search = (next: string) => {
    typing.drop()
    if (writeSearch(next, ['name']).problem || next === latest.current.text) return
    setKnown(next)
    latest.current.onText(next)
  }
  return (
    <TextInput
      type="search"
      size="xs"
      className={styles.search}
      aria-label={t('searchList', { list })}
      aria-keyshortcuts="/"
      data-shortcut="search"
      placeholder={t('search')}
      maxLength={searchLengthMax}
      leftSection={<SearchIcon size={15} />}
      rightSection={
        typed !== '' && (
          <CloseButton
            size="sm"
            aria-label={t('clearSearch')}
            onClick={() => {
              setTyped('')
              search('')
            }}
          />
        )
      }
      value={typed}
      error={problem && hintOf(problem)}
      onChange={(event) => {
        const next = event.currentTarget.value
        setTyped(next)
        typing.after(() => search(next))
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && !event.nativeEvent.isComposing) search(typed)
      }}
    />
  )
}
