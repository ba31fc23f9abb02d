import type { t as english } from '../copying'
import type { Translated } from '../texts'

export const copying: Translated<typeof english> = {
  copied: 'Kopiert.',
  copyByHand: 'Der Browser erlaubt das Kopieren nicht. Markieren Sie den Text und kopieren Sie ihn von Hand.',
}
