import { common } from '@/texts/common'
import { t } from '@/texts/invitation'

export { passwordProblem, personNameProblem } from '@/components/person-rules'

export const phoneNumberLengthMax = 30

export function phonePrefixProblem(prefix: string): string | null {
  return /^(\+[0-9]{1,4})?$/.test(prefix) ? null : t('phonePrefixRule')
}

export function phoneNumberProblem(number: string): string | null {
  if (!/^[0-9 ().-]*$/.test(number)) return t('phoneNumberRule')
  return number.length > phoneNumberLengthMax ? common('charactersMax', { max: phoneNumberLengthMax }) : null
}
