import { area } from './texts'

export const t = area('copying', {
  copied: 'Copied.',
  copyByHand: 'The browser does not allow copying. Select the text and copy it by hand.',
})
