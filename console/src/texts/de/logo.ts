import type { t as english } from '../logo'
import type { Translated } from '../texts'

export const logo: Translated<typeof english> = {
  addLogo: 'Logo hinzufügen',
  changeLogo: 'Logo ändern',
  chooseOneFile: 'Wählen Sie eine einzige Datei.',
  continueWithoutLogo: 'Ohne Logo fortfahren',
  logoDamaged: 'Die Datei ist beschädigt oder unvollständig.',
  logoEmpty: 'Die Datei ist leer.',
  logoFile: 'Logodatei',
  logoHint: 'Höchstens 5 MB, als .jpg oder .png. Ziehen Sie eine Datei hierher oder wählen Sie eine aus.',
  logoPreview: 'Vorschau des Logos',
  logoTooLarge: 'Die Datei ist größer als 5 MB.',
  logoType: 'Die Datei ist kein .jpg- oder .png-Bild.',
  logoUnreadable: 'Die Datei ist beschädigt und lässt sich nicht als Bild anzeigen.',
  removeLogo: 'Logo entfernen',
}
