import type { t as english } from '../wizard'
import type { Translated } from '../texts'

export const wizard: Translated<typeof english> = {
  checkAndRetry: 'Prüfen und wiederholen',
  conflictElsewhere:
    'Jemand anderes hat inzwischen gespeichert. Ihre Änderungen sind davon nicht berührt: Mit „Meine speichern“ fügen Sie sie hinzu.',
  conflictText:
    'Jemand anderes hat inzwischen gespeichert. Mit „Meine speichern“ ersetzen Sie die fremden Werte durch Ihre; oder Sie lassen die fremden stehen.',
  conflictTitle: 'Es gibt eine neuere Version',
  descriptionPlaceholder: 'Beschreibung eingeben',
  discard: 'Verwerfen',
  discardChangesText: 'Ihre Änderungen sind nicht gespeichert und gehen verloren.',
  discardChangesTitle: 'Änderungen verwerfen?',
  discardText: 'Es wurde noch nichts angelegt. Ihre Eingaben gehen verloren.',
  field: 'Feld',
  firstStep: 'Das ist der erste Schritt',
  general: 'Allgemein',
  goBack: 'Zurück',
  keepTheirs: 'Die fremden stehen lassen',
  leave: 'Verlassen',
  mine: 'Ihre',
  modules: 'Module',
  notChanged: 'Nicht geändert',
  notSaved: 'Es wurde nichts gespeichert',
  overview: 'Überblick',
  save: 'Speichern',
  saveMine: 'Meine speichern',
  summary: 'Zusammenfassung',
  theirs: 'Von jemand anderem gespeichert',
  unknownTitle: 'Keine Antwort vom Server',
  viewDetails: 'Details anzeigen',

  loadingModules: 'Module werden geladen',
  modulesSelected: { one: '{count} Modul ausgewählt.', other: '{count} Module ausgewählt.' },
  noModuleMatches: 'Kein Modul passt.',
  searchModules: 'Module durchsuchen',
  paid: 'Ein kostenpflichtiges Modul: Der Betreiber der Plattform kann es hinzufügen.',
  notAssignable: 'Für das Konto nicht mehr verfügbar. Vor dem Speichern muss es abgewählt werden.',
}
