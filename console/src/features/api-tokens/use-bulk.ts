import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { queryKeys } from '@/api/query-keys'
import { changeStatus, type ApiToken, type StatusAction } from './requests'

/** The state of one token in a run. */
export type RowResult =
  | { kind: 'waiting' }
  | { kind: 'running' }
  | { kind: 'done' }
  /** It already is as requested. */
  | { kind: 'skipped' }
  | { kind: 'gone' }
  | { kind: 'failed'; reason: string }
  | { kind: 'stopped' }

const reached: Record<StatusAction, ApiToken['status']> = {
  enable: 'Active',
  disable: 'Disabled',
  delete: 'Deleted',
}

/** Changes tokens one after the other, and keeps the result of each. */
export function useBulk(tokens: ApiToken[], action: StatusAction) {
  const queries = useQueryClient()
  const [results, setResults] = useState<RowResult[]>(() => tokens.map(() => ({ kind: 'waiting' })))
  const [state, setState] = useState<'asking' | 'running' | 'ended'>('asking')
  const stopped = useRef(false)
  const note = (index: number, result: RowResult) =>
    setResults((before) => before.map((present, at) => (at === index ? result : present)))
  // Leaving the page sends nothing more.
  useEffect(
    () => () => {
      stopped.current = true
    },
    [],
  )

  const run = async () => {
    if (state !== 'asking') return
    stopped.current = false
    setState('running')
    for (const [index, token] of tokens.entries()) {
      if (stopped.current) note(index, { kind: 'stopped' })
      else {
        note(index, { kind: 'running' })
        note(index, await attempt(token, action))
      }
    }
    setState('ended')
    await queries.invalidateQueries({ queryKey: queryKeys.apiTokens })
  }
  const count = (...kinds: RowResult['kind'][]) => results.filter(({ kind }) => kinds.includes(kind)).length
  return {
    results,
    state,
    run: () => void run(),
    stop: () => {
      stopped.current = true
    },
    succeeded: count('done'),
    failed: count('failed', 'gone'),
    ended: tokens.length - count('waiting', 'running'),
  }
}

async function attempt(token: ApiToken, action: StatusAction): Promise<RowResult> {
  if (token.status === reached[action]) return { kind: 'skipped' }
  try {
    await changeStatus(token.id, action)
    return { kind: 'done' }
  } catch (error) {
    return problemStatus(error) === 404 ? { kind: 'gone' } : { kind: 'failed', reason: errorSentence(error) }
  }
}
