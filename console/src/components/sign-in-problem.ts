import { errorSentence, ProblemError } from '@/api/problem'

/** What to say when a sign-in is refused. */
export function signInProblem(error: unknown): string {
  if (error instanceof ProblemError && error.status === 401) {
    // The same words for every cause, so that nobody learns which e-mail addresses exist.
    return error.problem.detail ?? 'The e-mail or password is not correct.'
  }
  if (error instanceof ProblemError && error.status === 429) {
    return `Too many attempts. Try again ${waitText(error.retryAfterSeconds)}.`
  }
  return errorSentence(error)
}

function waitText(seconds: number | undefined): string {
  if (seconds === undefined) return 'later'
  if (seconds < 60) return seconds === 1 ? 'in 1 second' : `in ${seconds} seconds`
  const minutes = Math.ceil(seconds / 60)
  return minutes === 1 ? 'in 1 minute' : `in ${minutes} minutes`
}
