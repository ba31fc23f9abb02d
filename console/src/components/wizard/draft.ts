import { useEffect, type RefObject } from 'react'
import type { Session } from '@/api/session'

/** A wizard that was left without Add: what was entered and where. */
export interface Draft<Input> {
  input: Input
  step: number
}

interface KeptDraft {
  owner: string
  kind: string
  draft: Draft<unknown>
}

// In memory alone: a picture cannot be stored, and nothing of a person outlives the page.
let kept: KeptDraft | undefined

/** A draft belongs to a person in one account. */
export function draftOwner({ user, account }: Session): string {
  return `${user.id} ${account?.id ?? ''}`
}

/** Keeps a draft of a kind of object for `owner` until it is taken or another one is kept. */
export function keepDraft(owner: string, kind: string, draft: Draft<unknown>): void {
  kept = { owner, kind, draft }
}

export function dropDraft(): void {
  kept = undefined
}

/** The draft of `owner`. Somebody else's is dropped unseen. */
export function keptDraft<Input>(owner: string, kind: string): Draft<Input> | undefined {
  if (kept && kept.owner !== owner) kept = undefined
  return kept?.kind === kind ? (kept.draft as Draft<Input>) : undefined
}

/** Keeps what was entered while the wizard is away, as when the session ends below it. */
export function useDraft(
  owner: string,
  kind: string,
  draft: Draft<unknown> | undefined,
  discarded: RefObject<boolean>,
) {
  useEffect(() => {
    if (draft && !discarded.current) keepDraft(owner, kind, draft)
    else dropDraft()
  })
}
