import { Table } from '@mantine/core'
import type { components } from '@/api/schema'
import { t } from '@/texts/events'
import { DateTime, Missing } from './date-time'
import { Identity } from './identity'
import { TableCard } from './table-card'

type Audit = components['schemas']['Audit']

const eventTexts = {
  created: 'created',
  updated: 'updated',
  enabled: 'enabled',
  disabled: 'disabled',
  activated: 'activated',
  deleted: 'deleted',
  invited: 'invited',
  invitationAcceptedAt: 'accepted',
  joined: 'joined',
  access: 'access',
  login: 'login',
} as const satisfies Record<keyof Audit, string>

/** The last event of each kind, newest first (C-056). */
export function EventTable({ audit }: { audit: Audit | undefined }) {
  const events = Object.entries(eventTexts)
    .flatMap(([name, text]) => {
      const event = audit?.[name as keyof Audit]
      return event ? [{ name, text, ...event }] : []
    })
    .sort((left, right) => right.at.localeCompare(left.at))
  return (
    <TableCard
      label={t('table')}
      emptyText={t('none')}
      heads={[t('event'), t('by'), t('at')]}
      widthMax={900}
      rows={events.map(({ name, text, by, at }) => (
        <Table.Tr key={name}>
          <Table.Td>{t(text)}</Table.Td>
          <Table.Td>{by ? <Identity name={by.name} id={by.id} icon={by.icon} /> : <Missing />}</Table.Td>
          <Table.Td>
            <DateTime at={at} />
          </Table.Td>
        </Table.Tr>
      ))}
    />
  )
}
