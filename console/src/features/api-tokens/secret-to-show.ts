import { revealsSecrets } from './requests'

/** What Summary shows of the secret. */
export type OnceSecret =
  /** It can be read on the details page. */
  | { kind: 'kept' }
  /** It is shown here and never again. */
  | { kind: 'once'; secret: string }
  /** It was in an answer that got lost. */
  | { kind: 'lost' }

export async function secretToShow(
  secret: string | undefined,
  accountId: string | undefined,
): Promise<OnceSecret> {
  let revealed = false
  try {
    revealed = accountId !== undefined && (await revealsSecrets(accountId))
  } catch {
    // Not known: better shown once too often than lost.
  }
  if (revealed) return { kind: 'kept' }
  return secret === undefined ? { kind: 'lost' } : { kind: 'once', secret }
}
