import { common } from '@/texts/common'
import { t } from '@/texts/invitation'

export const personNameLengthMax = 200
export const phoneNumberLengthMax = 30
export const passwordLengthMin = 8
export const passwordLengthMax = 1024

// Lengths count code points, as the server does.
function length(text: string): number {
  return Array.from(text).length
}

export function personNameProblem(name: string, which: 'first name' | 'last name'): string | null {
  if (name.trim() === '') return which === 'first name' ? t('enterFirstName') : t('enterLastName')
  if (/\p{Cc}/u.test(name)) return common('noControlCharacters')
  return length(name) > personNameLengthMax ? common('charactersMax', { max: personNameLengthMax }) : null
}

export function phonePrefixProblem(prefix: string): string | null {
  return /^(\+[0-9]{1,4})?$/.test(prefix) ? null : t('phonePrefixRule')
}

export function phoneNumberProblem(number: string): string | null {
  if (!/^[0-9 ().-]*$/.test(number)) return t('phoneNumberRule')
  return number.length > phoneNumberLengthMax ? common('charactersMax', { max: phoneNumberLengthMax }) : null
}

const passwordKinds = [
  [/\p{Ll}/u, 'lowerCase'],
  [/\p{Lu}/u, 'upperCase'],
  [/\p{Nd}/u, 'digit'],
  [/[\p{P}\p{S}]/u, 'special'],
] as const

export function passwordProblem(password: string): string | null {
  if (password === '') return t('choosePassword')
  if (length(password) > passwordLengthMax) return common('charactersMax', { max: passwordLengthMax })
  if (length(password) < passwordLengthMin) return t('passwordLengthMin', { min: passwordLengthMin })
  const missing = passwordKinds
    .filter(([expression]) => !expression.test(password))
    .map(([, kind]) => t(kind))
  return missing.length === 0 ? null : t('passwordLacks', { kinds: missing.join(', ') })
}
