export const personNameLengthMax = 200
export const phoneNumberLengthMax = 30
export const passwordLengthMin = 8
export const passwordLengthMax = 1024

export const passwordRule =
  'At least 8 characters, with a lower-case letter, an upper-case letter, a digit and a special character.'

// Lengths count code points, as the server does.
function length(text: string): number {
  return Array.from(text).length
}

export function personNameProblem(name: string, words: string): string | null {
  if (name.trim() === '') return `Enter your ${words}.`
  if (/\p{Cc}/u.test(name)) return 'Use no control characters.'
  return length(name) > personNameLengthMax ? `Use at most ${personNameLengthMax} characters.` : null
}

export function phonePrefixProblem(prefix: string): string | null {
  return /^(\+[0-9]{1,4})?$/.test(prefix) ? null : 'Use + and up to 4 digits.'
}

export function phoneNumberProblem(number: string): string | null {
  if (!/^[0-9 ().-]*$/.test(number)) return 'Use only digits, spaces and - ( ) .'
  return number.length > phoneNumberLengthMax ? `Use at most ${phoneNumberLengthMax} characters.` : null
}

const passwordKinds: [RegExp, string][] = [
  [/\p{Ll}/u, 'a lower-case letter'],
  [/\p{Lu}/u, 'an upper-case letter'],
  [/\p{Nd}/u, 'a digit'],
  [/[\p{P}\p{S}]/u, 'a special character'],
]

export function passwordProblem(password: string): string | null {
  if (password === '') return 'Choose a password.'
  if (length(password) > passwordLengthMax) return `Use at most ${passwordLengthMax} characters.`
  if (length(password) < passwordLengthMin) return `Use at least ${passwordLengthMin} characters.`
  const missing = passwordKinds.filter(([expression]) => !expression.test(password)).map(([, words]) => words)
  return missing.length === 0 ? null : `It lacks ${missing.join(', ')}.`
}
