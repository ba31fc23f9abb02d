import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ConnectionError, traceIdOf } from '@/api/problem'
import { useSession } from '@/api/session'
import { createProblem, type CreateProblem } from './create-errors'
import {
  apiTokensKey,
  createRequest,
  revealsSecrets,
  type ApiToken,
  type CreateRequest,
  type NewApiToken,
} from './requests'

export type CreateFailure =
  /** No answer came: the token may exist. The same request can be sent again safely. */
  { kind: 'unknown' } | { kind: 'refused'; text: string; traceId?: string }

/** What Summary shows of the secret. */
export type OnceSecret =
  /** It can be read on the details page. */
  | { kind: 'kept' }
  /** It is shown here and never again. */
  | { kind: 'once'; secret: string }
  /** It was in an answer that got lost. */
  | { kind: 'lost' }

interface Created {
  token: ApiToken
  secret: OnceSecret
}

interface CreateTokenOptions {
  onCreated: (token: ApiToken) => void
  onFieldProblems: (fields: CreateProblem['fields']) => void
}

/**
 * Sends one create, once. The secret stays in this component's state and is dropped with it: neither the query cache
 * nor the mutation cache sees it.
 */
export function useCreateToken({ onCreated, onFieldProblems }: CreateTokenOptions) {
  const { account } = useSession()
  const queries = useQueryClient()
  const [created, setCreated] = useState<Created>()
  const [failure, setFailure] = useState<CreateFailure>()
  // State is read one render later, so two quick clicks would both send.
  const sending = useRef(false)
  const request = useRef<CreateRequest>(undefined)

  useEffect(() => () => setCreated(undefined), [])

  const mutation = useMutation({
    mutationFn: async ({ send }: CreateRequest) => {
      const answer = await send()
      const secret = await secretToShow(answer.secret, answer.token.account?.id ?? account?.id)
      // Before the answer is handed on: what a mutation returns is cached.
      setCreated({ token: answer.token, secret })
      return answer.token
    },
    gcTime: 0,
    onSettled: () => {
      sending.current = false
    },
    onSuccess: (token) => {
      request.current = undefined
      void queries.invalidateQueries({ queryKey: apiTokensKey })
      onCreated(token)
    },
    onError: (error) => {
      if (error instanceof ConnectionError) return setFailure({ kind: 'unknown' })
      request.current = undefined
      const { fields, general } = createProblem(error)
      if (general) setFailure({ kind: 'refused', text: general, traceId: traceIdOf(error) })
      onFieldProblems(fields)
    },
  })

  const send = (next: CreateRequest) => {
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
    add: (input: NewApiToken) => send(createRequest(input)),
    /** After no answer: asks for the same token again, so that there is one in the end. */
    retry: () => {
      if (request.current) send(request.current)
    },
    /** The input changes: what the failure said is about another request. */
    clear: () => {
      setFailure(undefined)
      request.current = undefined
    },
  }
}

async function secretToShow(secret: string | undefined, accountId: string | undefined): Promise<OnceSecret> {
  let revealed = false
  try {
    revealed = accountId !== undefined && (await revealsSecrets(accountId))
  } catch {
    // Not known: better shown once too often than lost.
  }
  if (revealed) return { kind: 'kept' }
  return secret === undefined ? { kind: 'lost' } : { kind: 'once', secret }
}
