import { area } from './texts'

/** Finding things and acting by keyboard. */
export const t = area('palette', {
  // The command palette.
  placeholder: 'Search API tokens, users, groups and pages',
  placeholderPages: 'Search pages',
  pages: 'Pages',
  tokens: 'API tokens',
  users: 'Users',
  groups: 'Groups',
  searching: 'Searching',
  nothing: 'Nothing matches.',
  found: { one: '{count} result', other: '{count} results' },
  failed: 'The search failed: {reason}',
  keysHint: '↑ and ↓ to choose, Enter to open, Esc to close',
  detail: '{id} · {more}',

  // The shortcuts.
  shortcuts: 'Keyboard shortcuts',
  shortcutsMenu: 'Find and act without a mouse',
  keySearch: 'Search the list, or everything where there is no list',
  keyNew: 'Add to the list',
  keyHelp: 'Show these shortcuts',
  keyPalette: 'Search everything',
  or: 'or',
  singleKeys: 'Use single keys',
  singleKeysHint: 'In this browser only. Turn them off if speech input or typing sets them off by accident.',
})
