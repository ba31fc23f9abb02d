import { area } from './texts'

/** What the wizards that add and edit objects have in common. */
export const t = area('wizard', {
  checkAndRetry: 'Check and retry',
  conflictElsewhere:
    'Somebody else has saved this in the meantime, but not the fields that you have changed. Select Save mine to add your changes.',
  conflictText:
    'Somebody else has saved this in the meantime. Select Save mine to replace their values with yours, or keep theirs.',
  conflictTitle: 'There is a newer version',
  descriptionPlaceholder: 'Enter description',
  discard: 'Discard',
  discardChangesText: 'What you have changed is not saved and will be lost.',
  discardChangesTitle: 'Discard your changes?',
  discardText: 'Nothing was created yet. What you have entered will be lost.',
  field: 'Field',
  firstStep: 'This is the first step',
  general: 'General',
  goBack: 'Go back',
  keepTheirs: 'Keep theirs',
  leave: 'Leave',
  mine: 'Yours',
  modules: 'Modules',
  notChanged: 'Not changed',
  notSaved: 'Nothing was saved',
  overview: 'Overview',
  save: 'Save',
  saveMine: 'Save mine',
  summary: 'Summary',
  theirs: 'Saved by somebody else',
  unknownTitle: 'No answer from the server',
  viewDetails: 'View details',

  // Choosing modules, groups and users.
  loadingModules: 'Loading modules',
  modulesSelected: { one: '{count} module selected.', other: '{count} modules selected.' },
  noModuleMatches: 'No module matches.',
  searchModules: 'Search modules',
  paid: 'A paid module: ask the operator of the platform to add it.',
  notAssignable: 'No longer available to the account. Deselect it before you save.',
})
