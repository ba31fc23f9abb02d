import { errorSentence } from '@/api/problem'
import { putIntoGroup, takeOutOfGroup } from './requests'

interface UserChange {
  accountId: string
  groupId: string
  before: string[]
  after: string[]
  nameOf: (id: string) => string
}

/** Adds and removes users one by one. Returns who was not changed, and why. */
export async function changeGroupUsers({
  accountId,
  groupId,
  before,
  after,
  nameOf,
}: UserChange): Promise<string[]> {
  const refused: string[] = []
  const attempt = async (id: string, change: typeof putIntoGroup) => {
    try {
      await change(accountId, id, groupId)
    } catch (error) {
      refused.push(`${nameOf(id)} – ${errorSentence(error)}`)
    }
  }
  for (const id of after) if (!before.includes(id)) await attempt(id, putIntoGroup)
  for (const id of before) if (!after.includes(id)) await attempt(id, takeOutOfGroup)
  return refused
}
