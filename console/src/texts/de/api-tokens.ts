import type { t as english } from '../api-tokens'
import type { Translated } from '../texts'

export const apiTokens: Translated<typeof english> = {
  apiToken: 'API-Token',
  apiTokenWithId: 'API-Token {id}',
  title: 'API-Tokens',

  createdBy: 'Erstellt von',
  emptyReader: 'In diesem Konto hat noch niemand ein Token hinzugefügt.',
  emptyText: 'Mit einem Token kann ein Programm mit Ihrem Konto arbeiten. Fügen Sie das erste hinzu.',
  emptyTitle: 'Noch keine API-Tokens',
  lastAccess: 'Letzter Zugriff',
  moduleCount: { one: '{count} Modul', other: '{count} Module' },
  moreModules: '+{count}',

  backToList: 'Zurück zu den API-Tokens',
  copyEndpoint: 'API-Adresse kopieren',
  copySecret: 'API-Token kopieren',
  details: 'Einzelheiten des API-Tokens',
  endpoint: 'API-Adresse',
  endpointCopied: 'Die API-Adresse ist kopiert.',
  goToList: 'Zu den API-Tokens',
  hidden: 'Verborgen',
  hideSecret: 'API-Token verbergen',
  secretCopied: 'Das API-Token ist kopiert.',
  secretNotCopied:
    'Der Browser erlaubt das Kopieren nicht. Zeigen Sie das Token an und kopieren Sie es selbst.',
  secretNotRevealed:
    'Dieses Konto zeigt Geheimnisse nach dem Erstellen nicht noch einmal an. Ist das Geheimnis verloren, löschen Sie dieses Token und fügen Sie ein neues hinzu.',
  showSecret: 'API-Token anzeigen',

  addTitle: 'API-Token hinzufügen',
  added: 'Das API-Token {name} ist erstellt.',
  adding: 'Das Token wird hinzugefügt',
  copyNewSecret: 'Geheimnis kopieren',
  copyNewSecretNow: 'Kopieren Sie das Geheimnis jetzt. Dieses Konto zeigt es nicht noch einmal an.',
  created: 'Das API-Token wurde erstellt.',
  discardTitle: 'Dieses API-Token verwerfen?',
  failedTitle: 'Das Token wurde nicht hinzugefügt',
  leaveText: 'Das Geheimnis wird nicht noch einmal angezeigt. Ohne es ist das Token nutzlos.',
  leaveTitle: 'Verlassen, ohne das Geheimnis zu kopieren?',
  nameLabel: 'Name des API-Tokens',
  namePlaceholder: 'Name des API-Tokens eingeben',
  newSecretCopied: 'Das Geheimnis ist kopiert.',
  newSecretNotCopied:
    'Der Browser erlaubt das Kopieren nicht. Markieren Sie das Geheimnis und kopieren Sie es selbst.',
  newToken: 'Das neue API-Token',
  secretKept: 'Unter „Einzelheiten anzeigen“ kopieren Sie das Geheimnis und sehen die API-Adresse.',
  secretLost:
    'Dieses Konto zeigt das Geheimnis eines Tokens einmal an, und die Antwort damit ging unterwegs verloren. Löschen Sie dieses Token und fügen Sie ein anderes hinzu.',
  unknownText:
    'Vielleicht wurde das Token hinzugefügt, vielleicht nicht. Mit „Prüfen und wiederholen“ wird es hinzugefügt, falls es fehlt, und niemals doppelt.',

  noModuleSelected: 'Kein Modul ausgewählt. Das Token kann sich anmelden, aber nichts nutzen.',
  noModules: 'Für dieses Konto sind keine Module aktiviert. Das Token lässt sich ohne Module erstellen.',

  nameRule:
    'Verwenden Sie nur Buchstaben, Ziffern, Leerzeichen, Bindestriche, Punkte, Apostrophe und gerade Anführungszeichen.',

  delete: 'Löschen',
  deleteConsequence:
    'Anfragen mit diesem Token schlagen ab jetzt fehl. Ein gelöschtes Token lässt sich weder wiederherstellen noch wiederverwenden.',
  deleteTitle: 'API-Token löschen',
  deleted: 'Das API-Token {name} ist gelöscht.',
  disable: 'Deaktivieren',
  disableConsequence: 'Anfragen mit diesem Token schlagen fehl, bis es wieder aktiviert wird.',
  disableTitle: 'API-Token deaktivieren',
  disabled: 'Das API-Token {name} ist deaktiviert.',
  enable: 'Aktivieren',
  enableConsequence: 'Anfragen mit diesem Token werden wieder angenommen.',
  enableTitle: 'API-Token aktivieren',
  enabled: 'Das API-Token {name} ist aktiviert.',
  gone: 'Das API-Token {name} gibt es nicht mehr.',
  unchanged: 'Nichts wurde geändert: {reason}',
  deleteOfAccount: '{name} ({id}) von {account} ({accountId}) löschen?',
  deleteQuestion: '{name} ({id}) löschen?',
  disableOfAccount: '{name} ({id}) von {account} ({accountId}) deaktivieren?',
  disableQuestion: '{name} ({id}) deaktivieren?',
  enableOfAccount: '{name} ({id}) von {account} ({accountId}) aktivieren?',
  enableQuestion: '{name} ({id}) aktivieren?',
}
