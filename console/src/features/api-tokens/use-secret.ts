import { useEffect, useRef, useState } from 'react'
import { readSecret } from './requests'

/** Why there is nothing to show. */
export type SecretProblem = { kind: 'not-revealed' } | { kind: 'failed'; error: unknown }

/**
 * The secret of one token, fetched when first asked for. It lives in this component only and is dropped when the
 * page is left; the caller gives the component the token id as key.
 */
export function useSecret(id: string) {
  const secret = useRef<string>(undefined)
  const [visible, setVisible] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<SecretProblem>()

  useEffect(
    () => () => {
      secret.current = undefined
    },
    [],
  )

  const get = async (): Promise<string | undefined> => {
    if (secret.current !== undefined) return secret.current
    setBusy(true)
    setProblem(undefined)
    try {
      secret.current = await readSecret(id)
      if (secret.current === undefined) setProblem({ kind: 'not-revealed' })
      return secret.current
    } catch (error) {
      setProblem({ kind: 'failed', error })
      return undefined
    } finally {
      setBusy(false)
    }
  }

  return {
    /** The secret while it is shown. */
    visible,
    busy,
    problem,
    show: async () => setVisible(await get()),
    hide: () => setVisible(undefined),
    get,
  }
}
