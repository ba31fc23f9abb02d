export const nameLengthMax = 200
export const descriptionLengthMax = 2000
export const logoBytesMax = 5 * 1024 * 1024
export const logoTypes = ['image/png', 'image/jpeg'] as const

const allowedName = /^[\p{L}\p{Nd} \-.'"]*$/u

// Lengths count code points, as the server does.
function length(text: string): number {
  return Array.from(text).length
}

export function nameProblem(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return 'Enter a name.'
  if (!allowedName.test(trimmed)) {
    return 'Use only letters, digits, spaces, hyphens, periods, apostrophes and double quotes.'
  }
  if (length(trimmed) > nameLengthMax) return `Use at most ${nameLengthMax} characters.`
  return null
}

export function descriptionProblem(description: string): string | null {
  return length(description) > descriptionLengthMax ? `Use at most ${descriptionLengthMax} characters.` : null
}

const signatures = [
  [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a],
  [0xff, 0xd8, 0xff],
]

/** Looks at the content: a name ending in .png says nothing. */
export async function logoProblem(file: File): Promise<string | null> {
  if (file.size > logoBytesMax) return 'The file is larger than 5 MB.'
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer())
  const known = signatures.some((signature) => signature.every((byte, index) => head[index] === byte))
  return known ? null : 'The file is not a .jpg or .png image.'
}
