import { startOfDay } from '@/texts/formats'
import { hasConditions, isGroup, type Condition, type Filter } from './filter'
import { needsValue, operatorsFor, takesSeveral, type Operator, type Property } from './property'

/**
 * A text in quotes, so that nothing in it is read as query language. Undefined for one with both kinds of quote,
 * which cannot be written.
 */
export function quoted(text: string): string | undefined {
  if (!text.includes('"')) return `"${text}"`
  return text.includes("'") ? undefined : `'${text}'`
}

/** Why a value cannot be searched for. */
export type Inexpressible = 'quotes' | 'backslash' | 'number' | 'date'

export interface Written {
  rql?: string
  problem?: Inexpressible
}

/** A condition in the query language; empty while its value is missing. */
export function writeCondition(property: Property, { operator, values }: Condition): Written {
  if (!operatorsFor(property).includes(operator)) return {}
  const given = values.filter((value) => value !== '')
  if (needsValue(operator) && given.length === 0) return {}
  if (property.within) return writeElement(property, property.within, operator, given)
  return writePlain(property, operator, given)
}

// A list of modules has no name: an element of it has.
function writeElement(property: Property, collection: string, operator: Operator, values: string[]): Written {
  if (operator === 'empty') return { rql: `not(any(${collection}))` }
  if (operator === 'filled') return { rql: `any(${collection})` }
  const negative = { ne: 'eq', none: 'any' } as const
  const positive = operator === 'ne' || operator === 'none' ? negative[operator] : operator
  const { rql, problem } = writePlain(property, positive, values)
  if (rql === undefined) return { problem }
  const some = `any(${collection},${rql})`
  return { rql: positive === operator ? some : `not(${some})` }
}

function writePlain({ path, type }: Property, operator: Operator, values: string[]): Written {
  const [value = ''] = values
  if (takesSeveral(operator)) {
    const list = values.map(quoted)
    if (list.includes(undefined)) return { problem: 'quotes' }
    const some = `in(${path},(${list.join(',')}))`
    return { rql: operator === 'any' ? some : `not(${some})` }
  }
  // A date has no empty text, and a text without a value may have been cleared.
  if (operator === 'empty')
    return { rql: type === 'text' ? `or(eq(${path},null()),eq(${path},empty()))` : `eq(${path},null())` }
  if (operator === 'filled')
    return { rql: type === 'text' ? `and(ne(${path},null()),ne(${path},empty()))` : `ne(${path},null())` }
  if (type === 'date') return writeDate(path, operator, value)
  if (type === 'number') return writeNumber(path, operator, value)
  return operator === 'eq' || operator === 'ne'
    ? writeEqual(path, operator, value)
    : writePattern(path, operator, value)
}

function writeEqual(path: string, operator: 'eq' | 'ne', value: string): Written {
  const literal = quoted(value)
  if (literal === undefined) return { problem: 'quotes' }
  // ne() alone would miss what has no value.
  return { rql: operator === 'eq' ? `eq(${path},${literal})` : `not(eq(${path},${literal}))` }
}

function writePattern(path: string, operator: Operator, value: string): Written {
  const before = operator === 'starts' ? '' : '*'
  const after = operator === 'ends' ? '' : '*'
  // `\*` at an end is an asterisk itself: a backslash before a wildcard cannot be written.
  const lost =
    (after && value.endsWith('\\')) ||
    (!before && value.startsWith('\\*')) ||
    (!after && value.endsWith('\\*'))
  if (lost) return { problem: 'backslash' }
  let text = value
  if (!before && text.startsWith('*')) text = `\\${text}`
  if (!after && text.endsWith('*')) text = `${text.slice(0, -1)}\\*`
  const literal = quoted(before + text + after)
  return literal === undefined ? { problem: 'quotes' } : { rql: `ilike(${path},${literal})` }
}

const wholeOrDecimal = /^[+-]?\d{1,15}(\.\d{1,15})?$/

function writeNumber(path: string, operator: Operator, value: string): Written {
  const number = value.trim()
  if (!wholeOrDecimal.test(number)) return { problem: 'number' }
  const literal = number.replace(/^\+/, '')
  return { rql: operator === 'ne' ? `not(eq(${path},${literal}))` : `${operator}(${path},${literal})` }
}

function writeDate(path: string, operator: Operator, value: string): Written {
  const from = startOfDay(value)?.toISOString()
  const to = startOfDay(value, 1)?.toISOString()
  if (!from || !to) return { problem: 'date' }
  if (operator === 'before') return { rql: `lt(${path},"${from}")` }
  if (operator === 'after') return { rql: `ge(${path},"${to}")` }
  return { rql: `and(ge(${path},"${from}"),lt(${path},"${to}"))` }
}

/** A whole filter as one term; undefined while nothing in it is complete. Unknown properties are passed over. */
export function writeFilter(filter: Filter, properties: Property[]): string | undefined {
  if (!hasConditions(filter)) return undefined
  const write = (condition: Condition) => {
    const property = properties.find(({ id }) => id === condition.property)
    return property && writeCondition(property, condition).rql
  }
  const terms = filter.items.map((item) =>
    isGroup(item) ? together('or', item.any.map(write)) : write(item),
  )
  return together(filter.join, terms)
}

function together(join: 'and' | 'or', terms: (string | undefined)[]): string | undefined {
  const written = terms.filter((term) => term !== undefined)
  return written.length > 1 ? `${join}(${written.join(',')})` : written[0]
}

/** Plain text in any of the paths; empty for a text that cannot be searched for. */
export function writeSearch(text: string, paths: string[]): Written {
  const wanted = text.trim()
  if (wanted === '') return {}
  const property = (path: string): Property => ({ id: path, label: path, type: 'text', path })
  const terms = paths.map((path) =>
    writeCondition(property(path), { property: path, operator: 'contains', values: [wanted] }),
  )
  const problem = terms.find((term) => term.problem)?.problem
  return problem
    ? { problem }
    : {
        rql: together(
          'or',
          terms.map(({ rql }) => rql),
        ),
      }
}
