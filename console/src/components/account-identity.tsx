import type { components } from '@/api/schema'
import { Missing } from './date-time'
import { Identity } from './identity'
import { StatusBadge } from './status-badge'

type AccountRef = components['schemas']['AccountRef']

/** An account with its status. */
export function AccountIdentity({ account }: { account: AccountRef | undefined }) {
  if (!account) return <Missing />
  const { id, name, icon, status } = account
  return <Identity name={name} id={id} icon={icon} badge={status && <StatusBadge status={status} />} />
}
