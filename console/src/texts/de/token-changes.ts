import type { t as english } from '../token-changes'
import type { Translated } from '../texts'

export const tokenChanges: Translated<typeof english> = {
  allAccountsTitle: 'API-Token aller Konten',
  allAccountsEmptyTitle: 'Es gibt keine API-Token',
  allAccountsEmptyText: 'Noch hat kein Konto eines.',
  accountName: 'Name des Kontos',
  accountId: 'Konto-ID',
  tokenId: 'Token-ID',
  moduleName: 'Modul',
  moduleId: 'Modul-ID',
  createdByName: 'Angelegt von',
  createdById: 'ID des Anlegenden',
  updatedAt: 'Geändert am',

  editTitle: 'API-Token bearbeiten',
  edited: 'Das API-Token {name} ist gespeichert.',
  noModules: 'Das Token hat keine Module. Es kann sich anmelden, aber nichts benutzen.',

  copyCurl: 'Als curl kopieren',
  curlCopied: 'Der Befehl ist kopiert. Setzen Sie JETON_TOKEN auf das Token, bevor Sie ihn ausführen.',
  example: 'Ausprobieren',
  exampleHint: 'Setzen Sie JETON_TOKEN auf das Token; der Befehl selbst enthält es nie.',

  bulkEnable: 'Aktivieren',
  bulkDisable: 'Deaktivieren',
  bulkDelete: 'Löschen',
  bulkEnableTitle: { one: '{count} API-Token aktivieren', other: '{count} API-Token aktivieren' },
  bulkDisableTitle: { one: '{count} API-Token deaktivieren', other: '{count} API-Token deaktivieren' },
  bulkDeleteTitle: { one: '{count} API-Token löschen', other: '{count} API-Token löschen' },
  bulkProgress: '{done} von {count} erledigt',
  bulkEnded: '{succeeded} von {count} geändert. {failed} fehlgeschlagen.',
  bulkWaiting: 'Wartet',
  bulkRunning: 'Läuft',
  bulkSkipped: 'Nichts zu tun: Status ist bereits {status}.',
  bulkEnabled: 'Aktiviert',
  bulkDisabled: 'Deaktiviert',
  bulkDeleted: 'Gelöscht',
  bulkGone: 'Es existiert nicht mehr.',
  bulkStop: 'Anhalten',
  bulkStopped: 'Nicht gesendet',
  bulkResult: 'Ergebnis',
  enableConsequence: 'Anfragen mit diesen Token werden wieder angenommen.',
  disableConsequence: 'Anfragen mit diesen Token schlagen fehl, bis sie wieder aktiviert werden.',
  deleteConsequence:
    'Anfragen mit diesen Token schlagen ab sofort fehl. Gelöschte Token können weder wiederhergestellt noch wiederverwendet werden.',
}
