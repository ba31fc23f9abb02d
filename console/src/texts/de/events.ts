import type { t as english } from '../events'
import type { Translated } from '../texts'

export const events: Translated<typeof english> = {
  table: 'Was zuletzt geschah',
  event: 'Ereignis',
  by: 'Ausgelöst von',
  at: 'Datum und Uhrzeit',
  none: 'Es ist nichts verzeichnet.',
  created: 'Angelegt',
  updated: 'Geändert',
  enabled: 'Aktiviert',
  disabled: 'Deaktiviert',
  activated: 'Freigeschaltet',
  deleted: 'Gelöscht',
  invited: 'Eingeladen',
  accepted: 'Einladung angenommen',
  joined: 'Beigetreten',
  access: 'Letzter Zugriff',
  login: 'Letzte Anmeldung',
}
