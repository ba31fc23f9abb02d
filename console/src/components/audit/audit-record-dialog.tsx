import { Button, Skeleton, Tabs } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { errorSentence, problemStatus, traceIdOf } from '@/api/problem'
import { CopyButton } from '@/components/copy-button'
import { ExactTime, Missing } from '@/components/date-time'
import { Failure } from '@/components/page-state'
import { t } from '@/texts/audit'
import { common } from '@/texts/common'
import { Dialog } from '@/ui/dialog'
import { Party } from './audit-grid'
import styles from './audit.module.css'
import { objectTypeText } from './object-type'
import { auditRecordQuery, type AuditRecord } from './requests'

/** Everything of one record (C-091). */
export function AuditRecordDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const query = useQuery(auditRecordQuery(id))
  return (
    <Dialog opened onClose={onClose} title={t('recordTitle')} size={900} crossLabel={common('dismiss')}>
      {query.data ? (
        <Record record={query.data} />
      ) : query.isError ? (
        <Failure
          message={problemStatus(query.error) === 404 ? t('gone') : errorSentence(query.error)}
          traceId={traceIdOf(query.error)}
          onRetry={() => void query.refetch()}
        />
      ) : (
        <div aria-busy="true">
          <p className="visually-hidden" role="status">
            {t('loading')}
          </p>
          <Skeleton height={54} mb="md" />
          <Skeleton height={54} mb="md" />
          <Skeleton height={180} />
        </div>
      )}
      <div className={styles.footer}>
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {common('close')}
        </Button>
      </div>
    </Dialog>
  )
}

function Record({ record }: { record: AuditRecord }) {
  const { object, actor, request, timestamp, summary, details } = record
  const { ip, userAgent } = request?.api ?? {}
  return (
    <>
      <dl className={styles.facts}>
        <RecordFact label={t('recordId')}>{record.id}</RecordFact>
        <RecordFact label={t('object')}>{object ? <Party {...object} /> : <Missing />}</RecordFact>
        <RecordFact label={t('objectType')}>
          {object?.objectType ? objectTypeText(object.objectType) : <Missing />}
        </RecordFact>
        <RecordFact label={t('date')}>
          <ExactTime at={timestamp} />
        </RecordFact>
        <RecordFact label={t('actor')}>
          <Party {...actor} name={actor?.name ?? t('unknownActor')} />
        </RecordFact>
        <RecordFact label={t('techDetails')}>
          {ip || userAgent ? (
            <span className={styles.tech}>
              <span>{ip ?? <Missing />}</span>
              <span className={styles.agent}>{userAgent}</span>
            </span>
          ) : (
            <Missing />
          )}
        </RecordFact>
        <RecordFact label={t('event')} wide>
          {record.event ?? <Missing />}
        </RecordFact>
      </dl>
      <TextBox label={t('summary')} copyLabel={t('copySummary')} text={summary} />
      <TextBox label={t('details')} copyLabel={t('copyDetails')} text={details} />
      <Documents documents={record.documents} />
    </>
  )
}

function RecordFact({ label, wide, children }: { label: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={wide ? styles.wide : undefined}>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  )
}

interface TextBoxProps {
  label: string
  copyLabel: string
  text: string | undefined
}

function TextBox({ label, copyLabel, text }: TextBoxProps) {
  return (
    <section className={styles.section} aria-label={label}>
      <h3 className={styles.label}>{label}</h3>
      <div className={styles.box}>
        <span className={styles.text}>{text || <Missing />}</span>
        {text && <CopyButton label={copyLabel} text={text} />}
      </div>
    </section>
  )
}

/** A tab for each document. A record may have none, or hold a single object under no name. */
function Documents({ documents }: { documents: AuditRecord['documents'] }) {
  const entries = Object.entries((documents ?? {}) as Readonly<Record<string, unknown>>)
  const [first] = entries
  if (!first) return <p className={styles.none}>{t('noDocuments')}</p>
  return (
    <Tabs defaultValue={first[0]} keepMounted={false}>
      <Tabs.List aria-label={t('documents')}>
        {entries.map(([name]) => (
          <Tabs.Tab key={name} value={name}>
            {titleOf(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {entries.map(([name, document]) => {
        const json = JSON.stringify(document, null, 2)
        return (
          <Tabs.Panel key={name} value={name} pt="sm">
            <div className={styles.box}>
              {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls, and nothing in it has the focus */}
              <pre className={styles.json} tabIndex={0} aria-label={titleOf(name)}>
                <Json text={json} />
              </pre>
              <CopyButton label={t('copyJson')} text={json} />
            </div>
          </Tabs.Panel>
        )
      })}
    </Tabs>
  )
}

/** `apiToken` is shown as `Api token`: the names are the API's. */
function titleOf(name: string): string {
  const spaced = name.replace(
    /([a-z\d])([A-Z])/g,
    (_, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  )
  return spaced.charAt(0).toUpperCase() + spaced.slice(1)
}

const jsonToken = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g

/** JSON with its values in another colour than its names. All of it is text. */
function Json({ text }: { text: string }) {
  const parts: ReactNode[] = []
  let at = 0
  for (const match of text.matchAll(jsonToken)) {
    const [whole, string, colon] = match
    parts.push(text.slice(at, match.index))
    parts.push(
      string && colon ? (
        whole
      ) : (
        <span key={match.index} className={string ? styles.string : styles.literal}>
          {whole}
        </span>
      ),
    )
    at = match.index + whole.length
  }
  parts.push(text.slice(at))
  return parts
}
