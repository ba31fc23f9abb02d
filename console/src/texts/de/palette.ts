import type { t as english } from '../palette'
import type { Translated } from '../texts'

export const palette: Translated<typeof english> = {
  placeholder: 'API-Tokens, Personen, Gruppen und Seiten suchen',
  placeholderPages: 'Seiten suchen',
  pages: 'Seiten',
  tokens: 'API-Tokens',
  users: 'Personen',
  groups: 'Gruppen',
  searching: 'Suche läuft',
  nothing: 'Nichts passt.',
  found: { one: '{count} Ergebnis', other: '{count} Ergebnisse' },
  failed: 'Die Suche ist fehlgeschlagen: {reason}',
  keysHint: '↑ und ↓ wählen aus, Enter öffnet, Esc schließt',
  detail: '{id} · {more}',

  shortcuts: 'Tastenkürzel',
  shortcutsMenu: 'Suchen und handeln ohne Maus',
  keySearch: 'Die Liste durchsuchen, oder alles, wo es keine Liste gibt',
  keyNew: 'Zur Liste hinzufügen',
  keyHelp: 'Diese Tastenkürzel zeigen',
  keyPalette: 'Alles durchsuchen',
  or: 'oder',
  singleKeys: 'Einzelne Tasten verwenden',
  singleKeysHint:
    'Nur in diesem Browser. Schalten Sie sie aus, wenn Spracheingabe oder Tippen sie versehentlich auslöst.',
}
