import { Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { errorSentence, traceIdOf } from '@/api/problem'
import { AnchorLink } from '@/components/anchor-link'
import { pageOf } from '@/components/audit/object-type'
import { auditListQuery, type AuditRecord } from '@/components/audit/requests'
import { DateTime } from '@/components/date-time'
import { Failure } from '@/components/page-state'
import { paths } from '@/paths'
import { t } from '@/texts/home'
import styles from './home-page.module.css'

const shownMax = 5
// Looking at a secret changes nothing.
const changesAlone = 'not(ilike(event,"*.revealed"))'

/** The latest changes in the account, each with the way to what was changed. */
export function RecentChanges() {
  const query = useQuery(
    auditListQuery({ order: '-timestamp', limit: shownMax, offset: 0, filter: [changesAlone] }),
  )
  const records = query.data?.rows
  return (
    <section aria-labelledby="home-changes" aria-busy={query.isPending}>
      <div className={styles.headingRow}>
        <Title order={2} size="h4" id="home-changes" className={styles.heading}>
          {t('changes')}
        </Title>
        <AnchorLink to={paths.auditTrail} fz="sm">
          {t('allChanges')}
        </AnchorLink>
      </div>
      {query.isError ? (
        <Failure
          message={errorSentence(query.error)}
          traceId={traceIdOf(query.error)}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <div className={styles.card}>
          {!records && <Skeleton height={180} />}
          {records?.length === 0 && <p className={styles.none}>{t('changesNone')}</p>}
          {records && records.length > 0 && (
            <ul className={styles.changes}>
              {records.map((record) => (
                <Change key={record.id} record={record} />
              ))}
            </ul>
          )}
        </div>
      )}
    </section>
  )
}

function Change({ record: { object, actor, summary, timestamp } }: { record: AuditRecord }) {
  const to = pageOf(object?.id)
  return (
    <li className={styles.change}>
      <span className={styles.changeText}>
        <span>{summary}</span>
        <span className={styles.changeOf}>
          {object?.id &&
            (to ? (
              <AnchorLink to={to} params={{ id: object.id }} fz="inherit">
                {object.name ?? object.id}
              </AnchorLink>
            ) : (
              (object.name ?? object.id)
            ))}{' '}
          {t('changeBy', { actor: actor?.name ?? t('unknownActor') })}
        </span>
      </span>
      <DateTime at={timestamp} />
    </li>
  )
}
