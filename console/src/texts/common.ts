import { area } from './texts'

/** Words that several areas use. */
export const common = area('common', {
  account: 'Account',
  accountType: '{type} · {id}',
  add: 'Add',
  back: 'Back',
  change: 'Change',
  close: 'Close',
  description: 'Description',
  dismiss: 'Dismiss',
  edit: 'Edit',
  email: 'E-mail',
  loading: 'Loading',
  logo: 'Logo',
  lossKeep: 'Keep editing',
  modules: 'Modules',
  name: 'Name',
  next: 'Next',
  noValue: '—',
  notFound: 'Not found',
  noAccess: 'No access',
  optional: 'Optional',
  pageTitle: '{page} · Jeton',
  password: 'Password',
  product: 'Jeton',
  reference: 'Reference: {id}',
  refresh: 'Refresh',
  search: 'Search',
  signIn: 'Sign in',
  status: 'Status',
  tryAgain: 'Try again',
  user: 'User',

  statusActive: 'Active',
  statusBlocked: 'Blocked',
  statusDeleted: 'Deleted',
  statusDisabled: 'Disabled',
  statusEnabled: 'Enabled',
  statusExpired: 'Expired',
  statusInvited: 'Invited',

  typeClient: 'Client',
  typeOperations: 'Operations',
  typeVendor: 'Vendor',

  // Refusals and failures.
  charactersMax: 'Use at most {max} characters.',
  credentialsWrong: 'The e-mail or password is not correct.',
  enterPassword: 'Enter your password.',
  loadFailed: 'This could not be loaded',
  noControlCharacters: 'Use no control characters.',
  refused: 'The request was refused.',
  serverProblem: 'The server has a problem. Try again in a moment.',
  signInWithPassword: 'Sign in with e-mail and password',
  tooManyAttempts: 'Too many attempts. Try again later.',
  tooManyAttemptsMinutes: {
    one: 'Too many attempts. Try again in {count} minute.',
    other: 'Too many attempts. Try again in {count} minutes.',
  },
  tooManyAttemptsSeconds: {
    one: 'Too many attempts. Try again in {count} second.',
    other: 'Too many attempts. Try again in {count} seconds.',
  },
  unexpected: 'Something unexpected happened.',
  unreachable: 'The server could not be reached. Check your connection.',

  // Pages in the place of content.
  noAccessText:
    'Your groups in this account do not include the module this page belongs to. An administrator of the account can change that.',
  noAccessTitle: 'You have no access to this page',
  notFoundText: 'The address is wrong, or the object was deleted or belongs to another account.',
  notFoundTitle: 'There is nothing here',

  // The wizard frame and the password field.
  done: '(done)',
  showOrHide: 'Show or hide: {label}',
  steps: 'Steps',
})
