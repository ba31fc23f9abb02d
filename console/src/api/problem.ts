import { common } from '@/texts/common'

export interface ConflictEntry {
  message: string
  properties?: string[]
  parameters?: Record<string, string>
}

/** The body of an error answer, as far as the console reads it. */
export interface Problem {
  title?: string
  status?: number
  detail?: string
  traceId?: string
  errors?: Record<string, string[]> | ConflictEntry[]
}

/** The server answered with an error status. */
export class ProblemError extends Error {
  readonly status: number
  readonly problem: Problem
  readonly retryAfterSeconds: number | undefined

  constructor(status: number, problem: Problem, retryAfterSeconds?: number) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.name = 'ProblemError'
    this.status = status
    this.problem = problem
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** No answer arrived; whether the request took effect is unknown. */
export class ConnectionError extends Error {
  constructor() {
    super('The server could not be reached.')
    this.name = 'ConnectionError'
  }
}

export function problemStatus(error: unknown): number | undefined {
  return error instanceof ProblemError ? error.status : undefined
}

/** Messages by property path; empty when the error carries none. */
export function fieldErrors(error: unknown): Record<string, string[]> {
  if (!(error instanceof ProblemError)) return {}
  const errors = error.problem.errors
  if (!errors) return {}
  if (!Array.isArray(errors)) return errors
  const byProperty: Record<string, string[]> = {}
  for (const entry of errors) {
    for (const property of entry.properties ?? []) {
      ;(byProperty[property] ??= []).push(fillPlaceholders(entry))
    }
  }
  return byProperty
}

function fillPlaceholders({ message, parameters }: ConflictEntry): string {
  return message.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, name: string) => parameters?.[name] ?? '')
}

/** One sentence for people. */
export function errorSentence(error: unknown): string {
  if (error instanceof ConnectionError) return common('unreachable')
  if (!(error instanceof ProblemError)) return common('unexpected')
  const { detail, errors } = error.problem
  if (error.status === 409 && Array.isArray(errors) && errors[0]) return fillPlaceholders(errors[0])
  if (detail) return detail
  if (error.status >= 500) return common('serverProblem')
  return error.problem.title ?? common('refused')
}

export function traceIdOf(error: unknown): string | undefined {
  return error instanceof ProblemError ? error.problem.traceId : undefined
}
