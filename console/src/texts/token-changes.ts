import { area } from './texts'

/** What the pages of tokens show and change beyond adding them. */
export const t = area('tokenChanges', {
  allAccountsTitle: 'API tokens of all accounts',
  allAccountsEmptyTitle: 'There are no API tokens',
  allAccountsEmptyText: 'No account has one yet.',
  accountName: 'Account name',
  accountId: 'Account ID',
  tokenId: 'Token ID',
  moduleName: 'Module',
  moduleId: 'Module ID',
  createdByName: 'Created by',
  createdById: 'ID of the creator',
  updatedAt: 'Date updated',

  editTitle: 'Edit API token',
  edited: 'API token {name} is saved.',
  noModules: 'The token has no modules. It can sign in but use nothing.',

  copyCurl: 'Copy as curl',
  curlCopied: 'The command is copied. Set JETON_TOKEN to the token before you run it.',
  example: 'Try it',
  exampleHint: 'Set JETON_TOKEN to the token; the command never holds it.',

  bulkEnable: 'Enable',
  bulkDisable: 'Disable',
  bulkDelete: 'Delete',
  bulkEnableTitle: { one: 'Enable {count} API token', other: 'Enable {count} API tokens' },
  bulkDisableTitle: { one: 'Disable {count} API token', other: 'Disable {count} API tokens' },
  bulkDeleteTitle: { one: 'Delete {count} API token', other: 'Delete {count} API tokens' },
  bulkProgress: '{done} of {count} done',
  bulkEnded: '{succeeded} of {count} changed. {failed} failed.',
  bulkWaiting: 'Waiting',
  bulkRunning: 'Under way',
  bulkSkipped: 'Nothing to do: it is already {status}.',
  bulkEnabled: 'Enabled',
  bulkDisabled: 'Disabled',
  bulkDeleted: 'Deleted',
  bulkGone: 'It does not exist any more.',
  bulkStop: 'Stop',
  bulkStopped: 'Not sent',
  bulkResult: 'Result',
  enableConsequence: 'Requests with these tokens are accepted again.',
  disableConsequence: 'Requests with these tokens fail until they are enabled again.',
  deleteConsequence:
    'Requests with these tokens fail from now on. Deleted tokens cannot be restored or reused.',
})
