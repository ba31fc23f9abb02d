import { area } from './texts'

export const t = area('apiTokens', {
  apiToken: 'API token',
  apiTokenWithId: 'API token {id}',
  title: 'API tokens',

  // List.
  createdBy: 'Created by',
  emptyReader: 'Nobody has added a token to this account.',
  emptyText: 'A token lets a program work with your account. Add the first one.',
  emptyTitle: 'No API tokens yet',
  lastAccess: 'Last access',
  moduleCount: { one: '{count} module', other: '{count} modules' },
  moreModules: '+{count}',

  // Details.
  backToList: 'Back to API tokens',
  copyEndpoint: 'Copy API endpoint',
  copySecret: 'Copy API token',
  details: 'Details of the API token',
  endpoint: 'API endpoint',
  endpointCopied: 'The API endpoint is copied.',
  goToList: 'Go to API tokens',
  hidden: 'Hidden',
  hideSecret: 'Hide API token',
  secretCopied: 'The API token is copied.',
  secretNotCopied: 'The browser does not allow copying. Show the token and copy it by hand.',
  secretNotRevealed:
    'This account does not show secrets again after creation. If the secret is lost, delete this token and add a new one.',
  showSecret: 'Show API token',

  // Adding.
  addTitle: 'Add API token',
  added: 'API token {name} is created.',
  adding: 'The token is being added',
  copyNewSecret: 'Copy secret',
  copyNewSecretNow: 'Copy the secret now. This account does not show it again.',
  created: 'The API token has been created.',
  discardTitle: 'Discard this API token?',
  failedTitle: 'The token was not added',
  leaveText: 'The secret is not shown again. Without it the token is of no use.',
  leaveTitle: 'Leave without copying the secret?',
  nameLabel: 'API token name',
  namePlaceholder: 'Enter API token name',
  newSecretCopied: 'The secret is copied.',
  newSecretNotCopied: 'The browser does not allow copying. Select the secret and copy it by hand.',
  newToken: 'The new API token',
  secretKept: 'Select View details to copy its secret and see the API endpoint.',
  secretLost:
    'This account shows the secret of a token once, and the answer that held it was lost on the way. Delete this token and add another one.',
  unknownText:
    'The token may or may not have been added. Select Check and retry: it is added if it was not, and never twice.',

  // Modules.
  noModuleSelected: 'No module selected. The token can sign in but use nothing.',
  noModules: 'No modules are enabled for this account. The token can be created without any.',

  // Rules.
  nameRule: 'Use only letters, digits, spaces, hyphens, periods, apostrophes and double quotes.',

  // Enabling, disabling, deleting.
  delete: 'Delete',
  deleteConsequence:
    'Requests with this token fail from now on. A deleted token cannot be restored or reused.',
  deleteTitle: 'Delete API token',
  deleted: 'API token {name} is deleted.',
  disable: 'Disable',
  disableConsequence: 'Requests with this token fail until it is enabled again.',
  disableTitle: 'Disable API token',
  disabled: 'API token {name} is disabled.',
  enable: 'Enable',
  enableConsequence: 'Requests with this token are accepted again.',
  enableTitle: 'Enable API token',
  enabled: 'API token {name} is enabled.',
  gone: 'API token {name} does not exist any more.',
  unchanged: 'Nothing was changed: {reason}',
  deleteOfAccount: 'Delete {name} ({id}) of {account} ({accountId})?',
  deleteQuestion: 'Delete {name} ({id})?',
  disableOfAccount: 'Disable {name} ({id}) of {account} ({accountId})?',
  disableQuestion: 'Disable {name} ({id})?',
  enableOfAccount: 'Enable {name} ({id}) of {account} ({accountId})?',
  enableQuestion: 'Enable {name} ({id})?',
})
