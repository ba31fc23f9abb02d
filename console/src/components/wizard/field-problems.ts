import { errorSentence, fieldErrors } from '@/api/problem'

/** What is wrong, sorted to the places where the messages belong. */
export interface SortedProblem<Field extends string> {
  /** Messages to show at the fields. */
  fields: Partial<Record<Field, string>>
  /** What can not be shown at a field. */
  general?: string
}

/** Sorts a refused request by the first part of the paths in it. */
export function sortProblem<Field extends string>(
  error: unknown,
  fieldOfPath: Readonly<Record<string, Field | undefined>>,
): SortedProblem<Field> {
  const fields: SortedProblem<Field>['fields'] = {}
  const elsewhere: string[] = []
  for (const [path, messages] of Object.entries(fieldErrors(error))) {
    const field = fieldOfPath[path] ?? fieldOfPath[path.split(/[.[]/, 1)[0] ?? '']
    if (field) fields[field] ??= messages.join(' ')
    else elsewhere.push(...messages)
  }
  if (elsewhere.length > 0) return { fields, general: elsewhere.join(' ') }
  return Object.keys(fields).length > 0 ? { fields } : { fields, general: errorSentence(error) }
}

// A field of a step that is not rendered yet.
let awaited: string | undefined

function fieldElement(field: string): HTMLElement | null {
  return document.querySelector(`[role="dialog"] [data-path="${field}"]`)
}

/** Puts the focus on a field of the open wizard: now, or as soon as its step is shown. */
export function focusField(field: string): void {
  const element = fieldElement(field)
  awaited = element ? undefined : field
  element?.focus()
}

/** Puts the focus on the field that waited for its step; false when none did. */
export function focusAwaitedField(): boolean {
  const element = awaited === undefined ? null : fieldElement(awaited)
  awaited = undefined
  element?.focus()
  return element !== null
}
