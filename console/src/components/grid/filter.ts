import { operatorsOf, type Operator } from './property'

export interface Condition {
  /** The id of a property. */
  property: string
  operator: Operator
  /** One value; several for the operators that take several; none for the others. */
  values: string[]
}

export type Join = 'and' | 'or'

/** Conditions of which at least one must hold. */
export interface ConditionGroup {
  any: Condition[]
}

export type FilterItem = Condition | ConditionGroup

export interface Filter {
  /** How the items are combined. */
  join: Join
  items: FilterItem[]
}

export const emptyFilter: Filter = { join: 'and', items: [] }

/** Conditions of one filter, those in groups included. The server reads 8 KiB of filter. */
export const conditionsMax = 20
/** Characters of one value. */
export const valueLengthMax = 200
/** Values of one condition that takes several. */
export const valuesMax = 50

export function isGroup(item: FilterItem): item is ConditionGroup {
  return 'any' in item
}

export function conditionsOf(filter: Filter): Condition[] {
  return filter.items.flatMap((item) => (isGroup(item) ? item.any : [item]))
}

export function hasConditions(filter: Filter): boolean {
  return conditionsOf(filter).length > 0
}

/** `["or", ["name","contains","x"], [["status","eq","Active"]]]`: a list in the list is a group. */
export function filterToAddress({ join, items }: Filter): unknown[] {
  const condition = ({ property, operator, values }: Condition) => [property, operator, ...values]
  const parts = items
    .filter((item) => !isGroup(item) || item.any.length > 0)
    .map((item) => (isGroup(item) ? item.any.map(condition) : condition(item)))
  return join === 'or' ? ['or', ...parts] : parts
}

/** The filter of an address, without what makes no sense in it. */
export function filterFromAddress(address: unknown): Filter {
  if (!Array.isArray(address)) return emptyFilter
  const join: Join = address[0] === 'or' ? 'or' : 'and'
  const items: FilterItem[] = []
  let left = conditionsMax
  for (const part of address) {
    if (!Array.isArray(part)) continue
    if (Array.isArray(part[0])) {
      const any = part.map(conditionFromAddress).filter((condition) => condition !== undefined)
      const kept = any.slice(0, left)
      if (kept.length > 0) items.push({ any: kept })
      left -= kept.length
      continue
    }
    const condition = conditionFromAddress(part)
    if (!condition || left === 0) continue
    items.push(condition)
    left -= 1
  }
  return { join, items }
}

const operators = new Set<string>(Object.values(operatorsOf).flat())

function conditionFromAddress(part: unknown): Condition | undefined {
  if (!Array.isArray(part) || !part.every((word) => typeof word === 'string' || typeof word === 'number'))
    return undefined
  const [property, operator, ...values] = part.map(String)
  if (!property || !operator || !operators.has(operator)) return undefined
  return {
    property,
    operator: operator as Operator,
    values: values.slice(0, valuesMax).map((value) => value.slice(0, valueLengthMax)),
  }
}
