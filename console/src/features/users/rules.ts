import { t } from '@/texts/users'

export const emailLengthMax = 320

/** Only what is certainly no address; the server decides. */
export function emailProblem(email: string): string | null {
  const address = email.trim()
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(address) || address.length > emailLengthMax) return t('enterEmail')
  return null
}
