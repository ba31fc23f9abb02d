import type { components } from '@/api/schema'
import { paths, type ObjectPath } from '@/paths'
import { t } from '@/texts/audit'

type ObjectType = components['schemas']['ObjectType']

const texts = {
  Account: 'typeAccount',
  Module: 'typeModule',
  User: 'typeUser',
  AccountUser: 'typeAccountUser',
  UserGroup: 'typeUserGroup',
  ApiToken: 'typeApiToken',
  EventType: 'typeEventType',
} as const satisfies Record<ObjectType, string>

export const objectTypes = Object.keys(texts) as ObjectType[]

export function objectTypeText(type: ObjectType): string {
  return t(texts[type])
}

/** The page of an object or an actor, by its id; none for what has no page. */
export function pageOf(id: string | undefined): ObjectPath | undefined {
  if (id?.startsWith('TKN-')) return paths.apiToken
  if (id?.startsWith('UGR-')) return paths.group
  return id?.startsWith('USR-') ? paths.user : undefined
}
