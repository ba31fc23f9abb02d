import type { t as english } from '../shell'
import type { Translated } from '../texts'

export const shell: Translated<typeof english> = {
  apiTokens: 'API-Tokens',
  apiTokensMenu: 'Zugangsdaten für Programme, die mit dem Konto arbeiten',
  apiTokensTile:
    'Erstellen Sie Tokens für Ihre Programme, legen Sie fest, was diese nutzen dürfen, und sperren Sie sie jederzeit.',
  closeMenu: 'Menü schließen',
  goHome: 'Zur Startseite',
  home: 'Start',
  homeLink: 'Jeton, Startseite',
  homeMenu: 'Startseite Ihres Kontos',
  mainMenu: 'Hauptmenü',
  menu: 'Menü',
  noAccountText: 'Sobald Sie zu einem Konto hinzugefügt werden, erscheint es hier.',
  noAccountTitle: 'Sie gehören noch zu keinem Konto',
  platformTools: 'Plattform-Werkzeuge',
  settings: 'Einstellungen',
  signedIn: 'Sie sind angemeldet.',
  skipToContent: 'Zum Inhalt springen',
  switched: 'Sie arbeiten jetzt in {account}.',
  welcome: 'Willkommen, {name}',
  workingIn: 'Sie arbeiten in {account}.',

  accountAndUser: '{type} | {user}',
  accountIdAndType: '{id} · {type}',
  allAccounts: 'Alle Konten',
  currentAccount: 'Aktuelles Konto',
  noAccountMatches: 'Kein Konto passt.',
  profileMenu: 'Profilmenü',
  searchAccounts: 'Konten durchsuchen',
  signOut: 'Abmelden',
  switchAccount: 'Konto wechseln',
  timeZone: 'Zeitzone',
}
