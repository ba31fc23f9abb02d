import type { t as english } from '../sign-in'
import type { Translated } from '../texts'

export const signIn: Translated<typeof english> = {
  continue: 'Weiter',
  ended: 'Ihre Sitzung ist beendet. Melden Sie sich an, um dort weiterzumachen, wo Sie waren.',
  enterEmail: 'Geben Sie Ihre E-Mail-Adresse ein.',
  linkIncomplete: 'Dieser Link ist unvollständig',
  linkIncompleteText: 'Öffnen Sie den Anmeldelink noch einmal oder kopieren Sie die ganze Adresse.',
  linkOnce: 'Der Link funktioniert einmal. Mit der Schaltfläche geht es weiter zu Ihrem Konto.',
  linkTitle: 'Mit Ihrem Link anmelden',
  linkUsed: 'Dieser Link funktioniert nicht mehr',
  linkUsedText:
    'Ein Anmeldelink funktioniert einmal und für begrenzte Zeit. Dieser wurde schon benutzt oder ist abgelaufen.',
}
