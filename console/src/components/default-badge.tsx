import { Badge } from '@mantine/core'
import { common } from '@/texts/common'

/** Marks the default group (C-080). */
export function DefaultBadge({ size }: { size?: 'sm' }) {
  return (
    <Badge variant="light" size={size} tt="none">
      {common('defaultBadge')}
    </Badge>
  )
}
