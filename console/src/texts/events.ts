import { area } from './texts'

/** The events of an object, on its tab Details. */
export const t = area('events', {
  table: 'Latest events',
  event: 'Event',
  by: 'Triggered by',
  at: 'Date and time',
  none: 'Nothing is recorded.',
  created: 'Created',
  updated: 'Updated',
  enabled: 'Enabled',
  disabled: 'Disabled',
  activated: 'Activated',
  deleted: 'Deleted',
  invited: 'Invited',
  accepted: 'Invitation accepted',
  joined: 'Joined',
  access: 'Last access',
  login: 'Last sign in',
})
