import { problemStatus } from '@/api/problem'
import { t } from '@/texts/logo'

export const logoBytesMax = 5 * 1024 * 1024
export const logoTypes = ['image/png', 'image/jpeg'] as const

const pngSignature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
const jpegSignature = [0xff, 0xd8, 0xff]

/** Looks at the content: a name ending in .png says nothing, and half a picture is shown as a blank square. */
export async function logoProblem(file: File): Promise<string | null> {
  if (file.size === 0) return t('logoEmpty')
  if (file.size > logoBytesMax) return t('logoTooLarge')
  const bytes = new Uint8Array(await file.arrayBuffer())
  const starts = (signature: number[]) => signature.every((byte, index) => bytes[index] === byte)
  if (starts(pngSignature)) return hasPngEnd(bytes) ? null : t('logoDamaged')
  if (starts(jpegSignature)) return hasJpegEnd(bytes) ? null : t('logoDamaged')
  return t('logoType')
}

/** Follows the lengths of the chunks to the last one. */
function hasPngEnd(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer)
  const frame = 12
  for (let at = pngSignature.length; at + frame <= bytes.length;) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
    if (type === 'IEND') return true
    at += frame + view.getUint32(at)
  }
  return false
}

/** An end marker, wherever it is: cameras write more behind it. */
function hasJpegEnd(bytes: Uint8Array): boolean {
  for (let at = bytes.lastIndexOf(0xd9); at > 0; at = bytes.lastIndexOf(0xd9, at - 1)) {
    if (bytes[at - 1] === 0xff) return true
  }
  return false
}

/** A refusal of the picture itself, in the words of the page. */
export function logoRefusal(error: unknown): string | undefined {
  const status = problemStatus(error)
  if (status === 413) return t('logoTooLarge')
  return status === 415 ? t('logoType') : undefined
}
