import { t } from '@/texts/grid'
import type { Operator } from './property'
import type { Inexpressible } from './rql'

/** Explains why a value cannot be searched for (C-027). */
export function hintOf(problem: Inexpressible): string {
  switch (problem) {
    case 'quotes':
      return t('hintQuotes')
    case 'backslash':
      return t('hintBackslash')
    case 'number':
      return t('hintNumber')
    case 'date':
      return t('hintDate')
  }
}

export function operatorLabel(operator: Operator): string {
  const labels: Record<Operator, () => string> = {
    contains: () => t('opContains'),
    starts: () => t('opStarts'),
    ends: () => t('opEnds'),
    eq: () => t('opEq'),
    ne: () => t('opNe'),
    empty: () => t('opEmpty'),
    filled: () => t('opFilled'),
    any: () => t('opAny'),
    none: () => t('opNone'),
    before: () => t('opBefore'),
    after: () => t('opAfter'),
    on: () => t('opOn'),
    lt: () => t('opLt'),
    le: () => t('opLe'),
    gt: () => t('opGt'),
    ge: () => t('opGe'),
  }
  return labels[operator]()
}
