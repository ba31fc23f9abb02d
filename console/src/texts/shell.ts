import { area } from './texts'

/** Header, menus and home. */
export const t = area('shell', {
  apiTokens: 'API tokens',
  apiTokensMenu: 'Credentials for programs that work with the account',
  apiTokensTile: 'Create tokens for your programs, choose what they may use, and stop them at any time.',
  closeMenu: 'Close menu',
  goHome: 'Go to Home',
  home: 'Home',
  homeLink: 'Jeton, home',
  homeMenu: 'Start page of your account',
  mainMenu: 'Main',
  menu: 'Menu',
  noAccountText: 'As soon as an administrator adds you to an account, it appears here.',
  noAccountTitle: 'You belong to no account yet',
  platformTools: 'Platform tools',
  settings: 'Settings',
  signedIn: 'You are signed in.',
  skipToContent: 'Skip to content',
  switched: 'You are now working in {account}.',
  welcome: 'Welcome, {name}',
  workingIn: 'You are working in {account}.',

  // The account block.
  accountAndUser: '{type} | {user}',
  accountIdAndType: '{id} · {type}',
  allAccounts: 'All accounts',
  currentAccount: 'Current account',
  noAccountMatches: 'No account matches.',
  profileMenu: 'Profile menu',
  searchAccounts: 'Search accounts',
  signOut: 'Sign out',
  switchAccount: 'Switch account',
  timeZone: 'Time zone',
})
