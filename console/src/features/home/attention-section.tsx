import { Skeleton, Title } from '@mantine/core'
import { useQueries, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence, traceIdOf } from '@/api/problem'
import { useSession } from '@/api/session'
import { Failure } from '@/components/page-state'
import { formatNumber } from '@/texts/formats'
import { t } from '@/texts/home'
import { attentions, ownTokenCount } from './attention'
import { FirstToken } from './first-token'
import styles from './home-page.module.css'
import { Tile } from './tile'

/** Counts of what somebody may have to look at, each a link to the list that shows it. */
export function AttentionSection() {
  const session = useSession()
  // The day must not change under a page that stays open: the keys of the counts hold it.
  const [now] = useState(() => new Date())
  const all = attentions(session, now)
  const total = useQuery(ownTokenCount(session))
  const counts = useQueries({ queries: all.map(({ count }) => count) })
  const failed = [total, ...counts].find(({ isError }) => isError)
  if (failed)
    return (
      <Failure
        message={errorSentence(failed.error)}
        traceId={traceIdOf(failed.error)}
        onRetry={() =>
          [total, ...counts].filter(({ isError }) => isError).forEach(({ refetch }) => void refetch())
        }
      />
    )
  const ready = total.isSuccess && counts.every(({ isSuccess }) => isSuccess)
  const shown = all
    .map((attention, index) => ({ ...attention, found: counts[index]?.data ?? 0 }))
    .filter(({ onlySome, found }) => !onlySome || found > 0)
  const calm = shown.every(({ found }) => found === 0)
  return (
    <>
      {total.data === 0 && <FirstToken />}
      <section aria-labelledby="home-attention" aria-busy={!ready}>
        <Title order={2} size="h4" id="home-attention" className={styles.heading}>
          {t('attention')}
        </Title>
        {ready && calm && <p className={styles.calm}>{t('nothing')}</p>}
        <ul className={styles.tiles}>
          {shown.map(({ label, text, to, search, found }) => (
            <Tile
              key={label}
              to={to}
              search={search}
              quiet={found === 0}
              lead={
                <span className={styles.count}>
                  {ready ? formatNumber(found) : <Skeleton width={28} height={28} />}
                </span>
              }
              label={label}
              text={text}
            />
          ))}
        </ul>
      </section>
    </>
  )
}
