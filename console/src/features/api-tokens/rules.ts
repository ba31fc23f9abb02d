import { tooLong } from '@/components/text-rules'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'

export const nameLengthMax = 200
export const descriptionLengthMax = 2000

// Letters and digits, each with the marks that follow it.
const allowedName = /^(?:[\p{L}\p{Nd}]\p{M}*|[ \-.'"])*$/u

export function nameProblem(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return common('enterName')
  if (!allowedName.test(trimmed)) return t('nameRule')
  return tooLong(trimmed, nameLengthMax)
}

export function descriptionProblem(description: string): string | null {
  return tooLong(description, descriptionLengthMax)
}
