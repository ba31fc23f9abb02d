import { Button, Text } from '@mantine/core'
import { copyText } from '@/components/copy-text'
import { Missing } from '@/components/date-time'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { CopyIcon } from '@/ui/icons'
import styles from './overview-step.module.css'
import { moduleName, type ApiToken, type ModuleRef } from './requests'
import type { OnceSecret } from './use-create-token'

interface SummaryStepProps {
  token: ApiToken
  modules: ModuleRef[]
  secret: OnceSecret
  onCopied: () => void
}

export function SummaryStep({ token, modules, secret, onCopied }: SummaryStepProps) {
  const only = modules.length === 1 ? modules[0] : undefined
  return (
    <>
      <table className={styles.table} aria-label={t('newToken')}>
        <thead>
          <tr>
            <th scope="col">{common('name')}</th>
            <th scope="col">{common('modules')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td>
              <TwoLines first={token.name ?? token.id} second={token.id} />
            </td>
            <td>
              {only ? (
                <TwoLines first={moduleName(only)} second={only.id} />
              ) : modules.length === 0 ? (
                <Missing />
              ) : (
                t('moduleCount', { count: modules.length })
              )}
            </td>
          </tr>
        </tbody>
      </table>
      <Text mb="sm">{t('created')}</Text>
      <SecretNote secret={secret} onCopied={onCopied} />
    </>
  )
}

function SecretNote({ secret, onCopied }: { secret: OnceSecret; onCopied: () => void }) {
  if (secret.kind === 'kept') {
    return <Text>{t('secretKept')}</Text>
  }
  if (secret.kind === 'lost') {
    return <Text>{t('secretLost')}</Text>
  }
  const copy = async () => {
    if (!(await copyText(secret.secret))) {
      return announceFailure(t('newSecretNotCopied'))
    }
    onCopied()
    announceSuccess(t('newSecretCopied'))
  }
  return (
    <>
      <Text mb="xs" fw={600} id="new-secret">
        {t('copyNewSecretNow')}
      </Text>
      {/* Copied by hand it is copied too. */}
      <output className={styles.secret} aria-labelledby="new-secret" onCopy={onCopied}>
        {secret.secret}
      </output>
      <Button leftSection={<CopyIcon size={16} />} onClick={() => void copy()}>
        {t('copyNewSecret')}
      </Button>
    </>
  )
}

function TwoLines({ first, second }: { first: string; second: string }) {
  return (
    <span className={styles.module}>
      <span>{first}</span>
      <span className={styles.id}>{second}</span>
    </span>
  )
}
