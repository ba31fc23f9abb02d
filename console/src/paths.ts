/** Every address of the console. */
export const paths = {
  root: '/',
  home: '/home',
  signIn: '/sign-in',
  signInLink: '/sign-in/link',
  invitation: '/invitation',
  profile: '/administration/profile',
  /** A page of its own beside the console. */
  apiReference: '/api-reference',
  apiTokens: '/administration/settings/api-tokens',
  apiToken: '/administration/settings/api-tokens/$id',
  allApiTokens: '/administration/accounts/api-tokens',
  groups: '/administration/settings/groups',
  group: '/administration/settings/groups/$id',
  users: '/administration/settings/users',
  user: '/administration/settings/users/$id',
  auditTrail: '/administration/settings/audit-trail',
  account: '/administration/settings/account',
  accounts: '/administration/accounts',
} as const

/** The pages of one object, found by its id. */
export type ObjectPath = (typeof paths)['apiToken' | 'group' | 'user']

/** The path to go back to after sign-in, or home when the text is no path of this site. */
export function returnPath(text: unknown): string {
  if (typeof text !== 'string' || !/^\/(?![/\\])/.test(text)) return paths.home
  if (text === paths.root || text.startsWith(paths.signIn) || text.startsWith(paths.invitation))
    return paths.home
  return text
}
