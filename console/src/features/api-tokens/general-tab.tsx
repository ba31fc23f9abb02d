import { useSession } from '@/api/session'
import { ModuleChips } from '@/components/module-table'
import { CopyButton } from '@/components/copy-button'
import { Missing } from '@/components/date-time'
import styles from '@/components/details-frame.module.css'
import { Card } from '@/components/page'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { t as changes } from '@/texts/token-changes'
import { curlOf } from './curl'
import type { ApiToken } from './requests'
import { SecretField } from './secret-field'

/** What a token is for, and how to use it (C-053). */
export function GeneralTab({ token }: { token: ApiToken }) {
  const { apiBaseUrl } = useSession()
  const command = curlOf(apiBaseUrl, token.id)
  return (
    <Card>
      <dl className={styles.fields}>
        <div>
          <dt>{common('description')}</dt>
          <dd className={styles.description}>{token.description ?? <Missing />}</dd>
        </div>
        <div>
          <dt>{t('endpoint')}</dt>
          <dd className={styles.value}>
            <span className={styles.address}>{apiBaseUrl}</span>
            <CopyButton label={t('copyEndpoint')} text={apiBaseUrl} done={t('endpointCopied')} />
          </dd>
        </div>
        <SecretField key={token.id} id={token.id} />
        <div>
          <dt>{common('modules')}</dt>
          <dd>
            <ModuleChips modules={token.modules ?? []} />
          </dd>
        </div>
        <div className={styles.wide}>
          <dt>{changes('example')}</dt>
          <dd>
            <pre className={styles.command}>{command}</pre>
            <p className={styles.hint}>{changes('exampleHint')}</p>
            <CopyButton labelled label={changes('copyCurl')} text={command} done={changes('curlCopied')} />
          </dd>
        </div>
      </dl>
    </Card>
  )
}
