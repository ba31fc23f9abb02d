import { area } from './texts'

export const t = area('signIn', {
  continue: 'Continue',
  ended: 'Your session has ended. Sign in to continue where you left off.',
  enterEmail: 'Enter your e-mail address.',
  linkIncomplete: 'This link is not complete',
  linkIncompleteText: 'Open the sign-in link again, or copy the whole address.',
  linkOnce: 'The link works once. Select the button to go on to your account.',
  linkTitle: 'Sign in with your link',
  linkUsed: 'This link does not work any more',
  linkUsedText: 'A sign-in link works once and for a limited time. This one was used already or has expired.',
})
