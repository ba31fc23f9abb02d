import { common } from '@/texts/common'
import { t } from '@/texts/invitation'
import { lengthOf, tooLong } from './text-rules'

export const personNameLengthMax = 200
export const passwordLengthMin = 8
export const passwordLengthMax = 1024

export function personNameProblem(name: string, which: 'first name' | 'last name'): string | null {
  return nameOfPersonProblem(name, which === 'first name' ? t('enterFirstName') : t('enterLastName'))
}

/** `missing` is the message for an empty name. */
export function nameOfPersonProblem(name: string, missing: string): string | null {
  if (name.trim() === '') return missing
  if (/\p{Cc}/u.test(name)) return common('noControlCharacters')
  return tooLong(name, personNameLengthMax)
}

const passwordKinds = [
  [/\p{Ll}/u, 'lowerCase'],
  [/\p{Lu}/u, 'upperCase'],
  [/\p{Nd}/u, 'digit'],
  [/[\p{P}\p{S}]/u, 'special'],
] as const

export function passwordProblem(password: string): string | null {
  if (password === '') return t('choosePassword')
  const problem = tooLong(password, passwordLengthMax)
  if (problem) return problem
  if (lengthOf(password) < passwordLengthMin) return t('passwordLengthMin', { min: passwordLengthMin })
  const missing = passwordKinds
    .filter(([expression]) => !expression.test(password))
    .map(([, kind]) => t(kind))
  return missing.length === 0 ? null : t('passwordLacks', { kinds: missing.join(', ') })
}
