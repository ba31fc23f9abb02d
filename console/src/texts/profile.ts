import { area } from './texts'

/** What a person decides about themselves. */
export const t = area('profile', {
  appearance: 'Appearance',
  appearanceHint: 'In this browser only.',
  asBrowser: 'Same as browser',
  browserZone: 'Same as browser ({zone})',
  changePassword: 'Change password',
  currentPassword: 'Current password',
  dark: 'Dark',
  formats: 'Dates and numbers',
  formatSample: '{locale}: {sample}',
  language: 'Language',
  light: 'Light',
  newPassword: 'New password',
  passwordChanged: 'Your password is changed.',
  person: 'You',
  save: 'Save',
  saved: 'Your profile is saved.',
  system: 'Same as system',
  timeZone: 'Time zone',
  title: 'My profile',
})
