import type { t as english } from '../home'
import type { Translated } from '../texts'

export const home: Translated<typeof english> = {
  attention: 'Zu prüfen',
  nothing: 'Es gibt nichts zu prüfen.',
  unused: 'Ungenutzte API-Tokens',
  unusedText: 'Aktiv und seit {days} Tagen ohne Anfrage',
  disabled: 'Deaktivierte API-Tokens',
  disabledText: 'Abgelehnt, bis jemand sie aktiviert',
  bare: 'API-Tokens ohne Module',
  bareText: 'Angenommen, dürfen aber nichts nutzen',
  invited: 'Offene Einladungen',
  invitedText: 'Verschickt und noch nicht angenommen',
  expired: 'Abgelaufene Einladungen',
  expiredText: 'Nicht innerhalb von 7 Tagen angenommen',

  firstTitle: 'Das erste API-Token hinzufügen',
  firstText: 'Mit einem API-Token arbeitet ein Programm mit Ihrem Konto.',
  firstReader: 'API-Tokens werden von der Verwaltung des Kontos hinzugefügt. Sie erscheinen hier.',
  stepAdd: 'Fügen Sie ein Token hinzu und wählen Sie die Module, die das Programm nutzen darf.',
  stepSend: 'Kopieren Sie sein Geheimnis in das Programm, das es mit jeder Anfrage sendet:',
  stepWatch: 'Sehen Sie hier, welche Tokens niemand nutzt, und deaktivieren Sie sie jederzeit.',
  toTokens: 'Zu den API-Tokens',

  changes: 'Letzte Änderungen',
  changesNone: 'Änderungen durch Personen und API-Tokens erscheinen hier.',
  allChanges: 'Audit-Protokoll zeigen',
  changeBy: 'von {actor}',
  unknownActor: 'Unbekannt',

  places: 'Weiter mit',
  account: 'Konto',
  accountText: 'Name, Logo und Adresse des Kontos',
  accounts: 'Konten',
  accountsText: 'Alle Konten der Plattform',
  allTokens: 'Alle API-Tokens',
  allTokensText: 'API-Tokens aller Konten',
  noModulesTitle: 'Hier gibt es noch nichts für Sie',
  noModulesText:
    'Ihre Gruppen in {account} enthalten kein Modul mit Seiten. Die Verwaltung des Kontos kann das ändern.',
}
