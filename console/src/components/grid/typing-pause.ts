import { useEffect, useMemo, useRef } from 'react'

/** How long typing has to pause before the list follows. */
export const typingPauseMs = 300

export interface TypingPause {
  /** Acts when typing pauses, in place of what was waiting. */
  after: (act: () => void) => void
  /** Acts now, if something is waiting. */
  flush: () => void
  drop: () => void
}

/** Waits for typing to pause. Leaving the page drops what was waiting. */
export function useTypingPause(): TypingPause {
  const waiting = useRef<{ timer: number; act: () => void }>(undefined)
  const pause = useMemo(() => {
    const drop = () => {
      clearTimeout(waiting.current?.timer)
      waiting.current = undefined
    }
    const flush = () => {
      const act = waiting.current?.act
      drop()
      act?.()
    }
    const after = (act: () => void) => {
      drop()
      waiting.current = { timer: window.setTimeout(flush, typingPauseMs), act }
    }
    return { after, flush, drop }
  }, [])
  useEffect(() => pause.drop, [pause])
  return pause
}
