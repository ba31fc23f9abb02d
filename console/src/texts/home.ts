import { area } from './texts'

/** What Home says about the account. */
export const t = area('home', {
  // What may need somebody.
  attention: 'Needs attention',
  nothing: 'Nothing needs your attention.',
  unused: 'Unused API tokens',
  unusedText: 'Active, and without a request for {days} days',
  disabled: 'Disabled API tokens',
  disabledText: 'Refused until somebody enables them',
  bare: 'API tokens without modules',
  bareText: 'Accepted, but may use nothing',
  invited: 'Invitations waiting',
  invitedText: 'Sent, and not accepted yet',
  expired: 'Expired invitations',
  expiredText: 'Not accepted within 7 days',

  // The first token.
  firstTitle: 'Add the first API token',
  firstText: 'An API token lets a program work with your account.',
  firstReader: 'An administrator of the account adds API tokens. They appear here.',
  stepAdd: 'Add a token, and choose the modules that the program may use.',
  stepSend: 'Copy its secret into the program, which sends it with each request:',
  stepWatch: 'See here which tokens nobody uses, and disable them at any time.',
  toTokens: 'Go to API tokens',

  // What was changed.
  changes: 'Recent changes',
  changesNone: 'Changes by people and API tokens appear here.',
  allChanges: 'Show the audit trail',
  changeBy: 'by {actor}',
  unknownActor: 'somebody unknown',

  // Ways on, for those who see no tokens.
  places: 'Go on with',
  account: 'Account',
  accountText: 'Name, logo and address of the account',
  accounts: 'Accounts',
  accountsText: 'All accounts on the platform',
  allTokens: 'All API tokens',
  allTokensText: 'API tokens of all accounts',
  noModulesTitle: 'There is nothing here for you yet',
  noModulesText:
    'Your groups in {account} include no module with pages. An administrator of the account can change that.',
})
