import type { t as english } from '../profile'
import type { Translated } from '../texts'

export const profile: Translated<typeof english> = {
  appearance: 'Darstellung',
  appearanceHint: 'Für diesen Browser.',
  asBrowser: 'Wie im Browser',
  browserZone: 'Wie im Browser ({zone})',
  changePassword: 'Passwort ändern',
  currentPassword: 'Aktuelles Passwort',
  dark: 'Dunkel',
  formats: 'Datum und Zahlen',
  formatSample: '{locale}: {sample}',
  language: 'Sprache',
  light: 'Hell',
  newPassword: 'Neues Passwort',
  passwordChanged: 'Ihr Passwort ist geändert.',
  person: 'Über Sie',
  save: 'Speichern',
  saved: 'Ihr Profil ist gespeichert.',
  system: 'Wie im System',
  timeZone: 'Zeitzone',
  title: 'Mein Profil',
}
