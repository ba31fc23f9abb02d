import { Anchor } from '@mantine/core'
import { useMemo, useState } from 'react'
import { DateTime, Missing } from '@/components/date-time'
import { actionsColumn, type GridColumn } from '@/components/grid/column'
import type { OnView } from '@/components/grid/data-grid'
import { GridList } from '@/components/grid/grid-list'
import { Identity } from '@/components/identity'
import { PageState } from '@/components/page-state'
import type { View } from '@/components/view'
import { t } from '@/texts/audit'
import { common } from '@/texts/common'
import styles from './audit.module.css'
import { AuditRecordDialog } from './audit-record-dialog'
import { objectTypes, objectTypeText, pageOf } from './object-type'
import { auditListQuery, readAllAuditRecords, type AuditRecord } from './requests'

interface AuditGridProps {
  view: View
  onView: OnView
  /** The records of one object alone, without the columns for it (C-057). */
  objectId?: string
}

/** Who changed what and when, newest first (C-090). */
export function AuditGrid({ view, onView, objectId }: AuditGridProps) {
  const [shown, setShown] = useState<string>()
  const columns = useMemo(() => auditColumns(objectId === undefined, setShown), [objectId])
  return (
    <>
      <GridList
        label={t('title')}
        columns={columns}
        source={{
          searched:
            objectId === undefined ? ['object.name', 'object.id', 'actor.name', 'id'] : ['actor.name', 'id'],
          more: [
            { id: 'event', label: t('event'), type: 'text', path: 'event', required: true },
            { id: 'id', label: t('recordId'), type: 'text', path: 'id', required: true },
            { id: 'actor-account', label: t('actorAccount'), type: 'text', path: 'actor.account.name' },
          ],
          order: '-timestamp',
          always: () => (objectId === undefined ? [] : [`eq(object.id,"${objectId}")`]),
          page: auditListQuery,
          all: readAllAuditRecords,
        }}
        view={view}
        onView={onView}
        nameOf={({ id }) => id}
        empty={<PageState title={t('emptyTitle')}>{t('emptyText')}</PageState>}
      />
      {shown && <AuditRecordDialog id={shown} onClose={() => setShown(undefined)} />}
    </>
  )
}

function auditColumns(withObject: boolean, onShow: (id: string) => void): GridColumn<AuditRecord>[] {
  const objectColumns: GridColumn<AuditRecord>[] = [
    {
      id: 'object',
      header: t('object'),
      width: 140,
      properties: [
        { id: 'object', label: t('objectName'), type: 'text', path: 'object.name' },
        { id: 'object-id', label: t('objectId'), type: 'text', path: 'object.id', required: true },
      ],
      cell: ({ object }) => (object ? <Party {...object} /> : <Missing />),
      csv: [
        { title: t('objectName'), text: ({ object }) => object?.name },
        { title: t('objectId'), text: ({ object }) => object?.id },
      ],
    },
    {
      id: 'object-type',
      header: t('objectType'),
      properties: [
        {
          id: 'object-type',
          label: t('objectType'),
          type: 'choice',
          path: 'object.objectType',
          choices: objectTypes.map((value) => ({ value, label: objectTypeText(value) })),
        },
      ],
      cell: ({ object }) => (object?.objectType ? objectTypeText(object.objectType) : <Missing />),
      csv: [{ title: t('objectType'), text: ({ object }) => object?.objectType }],
    },
  ]
  return [
    {
      id: 'date',
      header: t('date'),
      locked: true,
      width: 104,
      properties: [{ id: 'date', label: t('date'), type: 'date', path: 'timestamp', required: true }],
      cell: ({ timestamp }) => <DateTime at={timestamp} />,
      csv: [
        { title: t('recordId'), text: ({ id }) => id },
        { title: t('date'), text: ({ timestamp }) => timestamp },
        { title: t('event'), text: ({ event }) => event },
      ],
    },
    ...(withObject ? objectColumns : []),
    {
      id: 'actor',
      header: t('actor'),
      width: 120,
      properties: [
        { id: 'actor', label: t('actorName'), type: 'text', path: 'actor.name' },
        { id: 'actor-id', label: t('actorId'), type: 'text', path: 'actor.id' },
      ],
      cell: ({ actor }) => <Party {...actor} name={actor?.name ?? t('unknownActor')} />,
      csv: [
        { title: t('actorName'), text: ({ actor }) => actor?.name },
        { title: t('actorId'), text: ({ actor }) => actor?.id },
      ],
    },
    {
      id: 'tech',
      header: t('techDetails'),
      properties: [
        { id: 'ip', label: t('ip'), type: 'text', path: 'request.api.ip' },
        { id: 'agent', label: t('userAgent'), type: 'text', path: 'request.api.userAgent' },
      ],
      cell: ({ request }) => {
        const { ip, userAgent } = request?.api ?? {}
        if (!ip && !userAgent) return <Missing />
        return (
          <span className={styles.tech}>
            <span>{ip ?? <Missing />}</span>
            <span className={styles.small} title={userAgent}>
              {userAgent}
            </span>
          </span>
        )
      },
      csv: [
        { title: t('ip'), text: ({ request }) => request?.api?.ip },
        { title: t('userAgent'), text: ({ request }) => request?.api?.userAgent },
      ],
    },
    {
      id: 'summary',
      header: t('summary'),
      width: 104,
      properties: [{ id: 'summary', label: t('summary'), type: 'text', path: 'summary', required: true }],
      cell: ({ summary }) => <Clamped text={summary} />,
      csv: [{ title: t('summary'), text: ({ summary }) => summary }],
    },
    {
      id: 'details',
      header: t('details'),
      width: 110,
      properties: [{ id: 'details', label: t('details'), type: 'text', path: 'details' }],
      cell: ({ details }) => <Clamped text={details} />,
      csv: [{ title: t('details'), text: ({ details }) => details }],
    },
    {
      id: actionsColumn,
      header: common('actions'),
      locked: true,
      cell: ({ id }) => (
        <Anchor
          component="button"
          type="button"
          fz="inherit"
          className={styles.view}
          aria-label={t('viewDetailsOf', { id })}
          onClick={() => onShow(id)}
        >
          {t('viewDetails')}
        </Anchor>
      ),
    },
  ]
}

interface PartyProps {
  id?: string
  name?: string
  icon?: string
}

/** An object or an actor, linked to its page where there is one. */
export function Party({ id, name, icon }: PartyProps) {
  return <Identity name={name ?? id ?? t('unknownActor')} id={id} icon={icon} to={pageOf(id)} />
}

function Clamped({ text }: { text: string | undefined }) {
  if (!text) return <Missing />
  return (
    <span className={styles.clamped} title={text} data-clamp>
      {text}
    </span>
  )
}
