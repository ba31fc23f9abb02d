/** Every address of the console. */
export const paths = {
  root: '/',
  home: '/home',
  signIn: '/sign-in',
  signInLink: '/sign-in/link',
  invitation: '/invitation',
  apiTokens: '/administration/settings/api-tokens',
  apiToken: '/administration/settings/api-tokens/$id',
} as const

/** The path to go back to after sign-in, or home when the text is no path of this site. */
export function returnPath(text: unknown): string {
  if (typeof text !== 'string' || !/^\/(?![/\\])/.test(text)) return paths.home
  if (text === paths.root || text.startsWith(paths.signIn) || text.startsWith(paths.invitation))
    return paths.home
  return text
}
