import { common } from '@/texts/common'

/** A problem of a text that is too long. Lengths count code points, as the server does. */
export function tooLong(text: string, max: number): string | null {
  return lengthOf(text) > max ? common('charactersMax', { max }) : null
}

export function lengthOf(text: string): number {
  return Array.from(text).length
}
