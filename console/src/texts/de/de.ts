import { apiTokens } from './api-tokens'
import { common } from './common'
import { invitation } from './invitation'
import { lists } from './lists'
import { shell } from './shell'
import { signIn } from './sign-in'

/** Every area in German, under its name. */
export const translation = { apiTokens, common, invitation, lists, shell, signIn }
