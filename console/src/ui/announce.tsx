import { useEffect, useState, useSyncExternalStore } from 'react'
import { common } from '@/texts/common'
import styles from './announce.module.css'
import { CheckIcon, CloseIcon } from './frame-icons'

let spoken = ''
const listeners = new Set<() => void>()

function changed(): void {
  listeners.forEach((listener) => listener())
}

/** Tells screen readers what the page shows anyway. */
export function speak(text: string): void {
  // A screen reader skips an unchanged text, so a repeated message gets an invisible difference.
  spoken = text === spoken ? `${text}\u00a0` : text
  changed()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

interface Note {
  id: number
  message: string
  tone: 'success' | 'failure'
}

const notesMax = 4
const shownMs = { success: 5_000, failure: 10_000 }
let notes: Note[] = []
let lastId = 0

function show(message: string, tone: Note['tone']): void {
  speak(message)
  lastId += 1
  notes = [...notes, { id: lastId, message, tone }].slice(-notesMax)
  changed()
}

function dismiss(id: number): void {
  notes = notes.filter((note) => note.id !== id)
  changed()
}

export function announceSuccess(message: string): void {
  show(message, 'success')
}

export function announceFailure(message: string): void {
  show(message, 'failure')
}

/** The one polite live region. It stands in the page from the start, as live regions must. */
export function Announcer() {
  const text = useSyncExternalStore(subscribe, () => spoken)
  return (
    <div role="status" aria-live="polite" className="visually-hidden">
      {text}
    </div>
  )
}

/** What is announced, for the eye. */
export function Notes() {
  const shown = useSyncExternalStore(subscribe, () => notes)
  return (
    <div className={styles.notes}>
      {shown.map((note) => (
        <NoteCard key={note.id} {...note} />
      ))}
    </div>
  )
}

function NoteCard({ id, message, tone }: Note) {
  // Somebody who reads or reaches for it has all the time they need.
  const [held, setHeld] = useState(false)
  useEffect(() => {
    if (held) return
    const timer = setTimeout(() => dismiss(id), shownMs[tone])
    return () => clearTimeout(timer)
  }, [held, id, tone])
  return (
    // The live region speaks; the visible note must not speak a second time.
    <div
      role="status"
      aria-live="off"
      className={styles.note}
      data-tone={tone}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span className={styles.icon}>
        {tone === 'success' ? <CheckIcon size={16} /> : <CloseIcon size={16} />}
      </span>
      <span className={styles.message}>{message}</span>
      <button
        type="button"
        className={styles.dismiss}
        aria-label={common('dismiss')}
        onClick={() => dismiss(id)}
      >
        <CloseIcon size={16} />
      </button>
    </div>
  )
}
