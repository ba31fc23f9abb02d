import type { Property } from '@/components/grid/property'
import { t } from '@/texts/users'

/** Whether a member has joined, is invited, or was. */
export function invitationState() {
  return {
    id: 'state',
    label: t('invitationStatus'),
    type: 'choice',
    path: 'invitation.status',
    choices: [
      { value: 'Active', label: t('stateActive') },
      { value: 'Invited', label: t('stateInvited') },
      { value: 'InvitationExpired', label: t('stateExpired') },
    ],
  } as const satisfies Property
}
