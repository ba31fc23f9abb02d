import { area } from './texts'

/** Choosing a picture. */
export const t = area('logo', {
  addLogo: 'Add logo',
  changeLogo: 'Change logo',
  chooseOneFile: 'Choose one file.',
  continueWithoutLogo: 'Continue without a logo',
  logoDamaged: 'The file is damaged or incomplete.',
  logoEmpty: 'The file is empty.',
  logoFile: 'Logo file',
  logoHint: 'Max file size is 5 MB. Supported file types are .jpg and .png. Drag a file here or choose one.',
  logoPreview: 'Preview of the logo',
  logoTooLarge: 'The file is larger than 5 MB.',
  logoType: 'The file is not a .jpg or .png image.',
  logoUnreadable: 'The file is damaged and cannot be shown as a picture.',
  removeLogo: 'Remove logo',
})
