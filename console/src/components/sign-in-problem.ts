import { errorSentence, ProblemError } from '@/api/problem'
import { common } from '@/texts/common'

/** What to say when a sign-in is refused. */
export function signInProblem(error: unknown): string {
  if (error instanceof ProblemError && error.status === 401) {
    // The same words for every cause, so that nobody learns which e-mail addresses exist.
    return error.problem.detail ?? common('credentialsWrong')
  }
  if (error instanceof ProblemError && error.status === 429) {
    return tooManyAttempts(error.retryAfterSeconds)
  }
  return errorSentence(error)
}

function tooManyAttempts(seconds: number | undefined): string {
  if (seconds === undefined) return common('tooManyAttempts')
  if (seconds < 60) return common('tooManyAttemptsSeconds', { count: seconds })
  return common('tooManyAttemptsMinutes', { count: Math.ceil(seconds / 60) })
}
