export interface Choice {
  /** As the API has it. */
  value: string
  label: string
}

/** A property that a list can be sorted and filtered by. */
export interface Property {
  /** Its name in the address; unique in a list. */
  id: string
  label: string
  type: 'text' | 'choice' | 'date' | 'number'
  /** Its path in the API, or in the element of a collection. */
  path: string
  /** The collection that it is in: a condition asks for an element. It cannot be sorted by. */
  within?: string
  choices?: readonly Choice[]
  /** It always has a value, so there is no condition for being empty. */
  required?: boolean
  unsortable?: boolean
  unfilterable?: boolean
}

/** The operators of each type, in the order in which they are offered (C-024). */
export const operatorsOf = {
  text: ['contains', 'starts', 'ends', 'eq', 'ne', 'empty', 'filled'],
  choice: ['eq', 'ne', 'any', 'none'],
  date: ['before', 'after', 'on', 'empty', 'filled'],
  number: ['eq', 'ne', 'lt', 'le', 'gt', 'ge'],
} as const

export type Operator = (typeof operatorsOf)[keyof typeof operatorsOf][number]

/** The operators that make sense for a property. */
export function operatorsFor(property: Property): readonly Operator[] {
  const all: readonly Operator[] = operatorsOf[property.type]
  return property.required ? all.filter((operator) => operator !== 'empty' && operator !== 'filled') : all
}

export function needsValue(operator: Operator): boolean {
  return operator !== 'empty' && operator !== 'filled'
}

/** Whether the value of the operator is a list. */
export function takesSeveral(operator: Operator): boolean {
  return operator === 'any' || operator === 'none'
}

export function isSortable({ within, unsortable }: Property): boolean {
  return !within && !unsortable
}

export function isFilterable({ unfilterable }: Property): boolean {
  return !unfilterable
}
