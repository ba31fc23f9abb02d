import type { t as english } from '../invitation'
import type { Translated } from '../texts'

export const invitation: Translated<typeof english> = {
  accept: 'Einladung annehmen',
  acceptBySignIn:
    '{link} oder öffnen Sie Ihren Anmeldelink in diesem Browser, und öffnen Sie dann die Einladung noch einmal.',
  confirmPassword: 'Passwort bestätigen',
  countryCode: 'Ländervorwahl',
  decline: 'Einladung ablehnen',
  declineButton: 'Ablehnen',
  declineConsequence: 'Der Link funktioniert dann nicht mehr, und nur eine neue Einladung lässt Sie hinein.',
  declineQuestion: 'Die Einladung zu {account} ablehnen?',
  declinedText:
    'Sie wurden nicht zu {account} hinzugefügt, und der Link funktioniert nicht mehr. Wenn das ein Versehen war, bitten Sie um eine neue Einladung.',
  declinedTitle: 'Sie haben abgelehnt',
  enterFirstName: 'Geben Sie Ihren Vornamen ein.',
  enterLastName: 'Geben Sie Ihren Nachnamen ein.',
  expiredText: '{reason} Bitten Sie die Person, die Sie eingeladen hat, um eine neue.',
  expiredTitle: 'Diese Einladung ist abgelaufen',
  firstName: 'Vorname',
  goneText:
    'Eine Einladung funktioniert einmal. Diese wurde angenommen, abgelehnt oder zurückgezogen, oder ihre Adresse ist unvollständig.',
  goneTitle: 'Diese Einladung funktioniert nicht mehr',
  incompleteText: 'Öffnen Sie den Einladungslink noch einmal oder kopieren Sie die ganze Adresse.',
  incompleteTitle: 'Dieser Link ist unvollständig',
  invitedAs:
    'Sie sind eingeladen, als {email} in diesem Konto zu arbeiten. Die Einladung gilt bis {deadline}.',
  join: '{account} beitreten',
  known: 'Jeton kennt Sie schon. Geben Sie zum Annehmen Ihr Passwort ein; sonst ändert sich nichts.',
  lastName: 'Nachname',
  phone: 'Telefon',
  phoneNumber: 'Telefonnummer',
  reading: 'Die Einladung wird gelesen',
  signedIn: 'Sie sind angemeldet, ein Klick genügt.',
  signedInAsOther:
    'Sie sind in diesem Browser als {present} angemeldet. Mit dem Annehmen werden Sie stattdessen als {invited} angemeldet.',
  title: 'Ihre Einladung',
  unreadableTitle: 'Die Einladung konnte nicht gelesen werden',

  choosePassword: 'Wählen Sie ein Passwort.',
  digit: 'eine Ziffer',
  lowerCase: 'ein Kleinbuchstabe',
  passwordLacks: 'Es fehlt: {kinds}.',
  passwordLengthMin: 'Verwenden Sie mindestens {min} Zeichen.',
  passwordRule:
    'Mindestens 8 Zeichen, darunter ein Kleinbuchstabe, ein Großbuchstabe, eine Ziffer und ein Sonderzeichen.',
  passwordsDiffer: 'Die Passwörter stimmen nicht überein.',
  phoneNumberRule: 'Verwenden Sie nur Ziffern, Leerzeichen und - ( ) .',
  phonePrefixRule: 'Verwenden Sie + und bis zu 4 Ziffern.',
  special: 'ein Sonderzeichen',
  upperCase: 'ein Großbuchstabe',
}
