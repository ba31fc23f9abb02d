import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ConnectionError, traceIdOf } from '@/api/problem'
import type { SortedProblem } from './field-problems'

export type CreateFailure =
  /** No answer came: the object may exist. The same request can be sent again safely. */
  { kind: 'unknown' } | { kind: 'refused'; text: string; traceId?: string }

interface CreateOptions<Input, Answer, Created, Field extends string> {
  /** A request that can be sent again: the server makes one object however often it arrives. */
  prepare: (input: Input) => () => Promise<Answer>
  /** Adds what the answer does not hold. */
  complete: (answer: Answer) => Promise<Created>
  sortProblem: (error: unknown) => SortedProblem<Field>
  onCreated: (created: Created) => void
  onFieldProblems: (fields: SortedProblem<Field>['fields']) => void
}

/**
 * Sends one create, once. What was created stays in this component's state and is dropped with it: neither the query
 * cache nor the mutation cache sees it.
 */
export function useCreate<Input, Answer, Created, Field extends string>(
  options: CreateOptions<Input, Answer, Created, Field>,
) {
  const [created, setCreated] = useState<Created>()
  const [failure, setFailure] = useState<CreateFailure>()
  // State is read one render later, so two quick clicks would both send.
  const sending = useRef(false)
  const request = useRef<() => Promise<Answer>>(undefined)

  useEffect(() => () => setCreated(undefined), [])

  const mutation = useMutation({
    mutationFn: async (send: () => Promise<Answer>) => {
      const answer = await options.complete(await send())
      // Not handed on: what a mutation returns is cached.
      setCreated(answer)
      options.onCreated(answer)
    },
    gcTime: 0,
    onSettled: () => {
      sending.current = false
    },
    onSuccess: () => {
      request.current = undefined
    },
    onError: (error) => {
      if (error instanceof ConnectionError) return setFailure({ kind: 'unknown' })
      request.current = undefined
      const { fields, general } = options.sortProblem(error)
      if (general) setFailure({ kind: 'refused', text: general, traceId: traceIdOf(error) })
      options.onFieldProblems(fields)
    },
  })

  const send = (next: () => Promise<Answer>) => {
    if (sending.current) return
    sending.current = true
    request.current = next
    setFailure(undefined)
    mutation.mutate(next)
  }

  return {
    created,
    failure,
    busy: mutation.isPending,
    add: (input: Input) => send(options.prepare(input)),
    /** After no answer: asks for the same object again, so that there is one in the end. */
    retry: () => {
      if (request.current) send(request.current)
    },
    /** For a change of the input: the failure is about another request. */
    clear: () => {
      setFailure(undefined)
      request.current = undefined
    },
  }
}
