import type { Session } from '@/api/session'
import { emptyToken, type NewApiToken } from './requests'

/** A wizard that was left without Add: what was entered and where. */
export interface Draft {
  input: NewApiToken
  step: number
}

// In memory alone: a picture cannot be stored, and nothing of a person outlives the page.
let kept: { owner: string; draft: Draft } | undefined

/** Whose draft is whose: a person, in one account. */
export function draftOwner({ user, account }: Session): string {
  return `${user.id} ${account?.id ?? ''}`
}

/** Keeps a draft for `owner` until it is taken or another one is kept. */
export function keepDraft(owner: string, draft: Draft): void {
  kept = { owner, draft }
}

export function dropDraft(): void {
  kept = undefined
}

/** The draft of `owner`. Somebody else's is dropped unseen. */
export function keptDraft(owner: string): Draft | undefined {
  if (kept && kept.owner !== owner) kept = undefined
  return kept?.draft
}

export function isEmpty(input: NewApiToken): boolean {
  return (
    input.logo === emptyToken.logo &&
    input.name === emptyToken.name &&
    input.description === emptyToken.description &&
    input.moduleIds.length === 0
  )
}
