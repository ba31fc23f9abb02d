import { useBlocker } from '@tanstack/react-router'
import { useRef } from 'react'

/** Asks before Back, another page, a reload or a closed tab loses something. */
export function useLeaving(loses: boolean) {
  const allowed = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => loses && !allowed.current,
    enableBeforeUnload: loses,
    withResolver: true,
  })
  return {
    asked: blocker.status === 'blocked',
    allowed,
    allow: () => {
      allowed.current = true
    },
    stay: () => blocker.reset?.(),
    go: () => blocker.proceed?.(),
  }
}
