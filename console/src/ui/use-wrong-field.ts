import { useEffect, useRef, useState } from 'react'

/** Puts the focus on the first field of a form that is wrong. */
export function useWrongField() {
  const element = useRef<HTMLFormElement>(null)
  const [wrong, setWrong] = useState<object>()
  // Runs after the errors are on the page.
  useEffect(() => {
    if (wrong) element.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [wrong])
  return { element, focusWrongField: () => setWrong({}) }
}
