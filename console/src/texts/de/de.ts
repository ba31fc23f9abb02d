import { accounts } from './accounts'
import { apiTokens } from './api-tokens'
import { audit } from './audit'
import { common } from './common'
import { copying } from './copying'
import { events } from './events'
import { grid } from './grid'
import { groups } from './groups'
import { home } from './home'
import { invitation } from './invitation'
import { lists } from './lists'
import { logo } from './logo'
import { palette } from './palette'
import { profile } from './profile'
import { shell } from './shell'
import { signIn } from './sign-in'
import { tokenChanges } from './token-changes'
import { users } from './users'
import { wizard } from './wizard'

/** Every area in German, under its name. */
export const translation = {
  accounts,
  apiTokens,
  audit,
  common,
  copying,
  events,
  grid,
  groups,
  home,
  invitation,
  lists,
  logo,
  palette,
  profile,
  shell,
  signIn,
  tokenChanges,
  users,
  wizard,
}
