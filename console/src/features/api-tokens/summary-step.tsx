import { Button, Text } from '@mantine/core'
import { moduleName, type ModuleRef } from '@/components/choice/modules'
import { copyAndAnnounce } from '@/components/copy-button'
import { Missing } from '@/components/date-time'
import { SummaryCard, TwoLines } from '@/components/overview'
import styles from '@/components/overview.module.css'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { CopyIcon } from '@/ui/icons'
import type { ApiToken } from './requests'
import type { OnceSecret } from './secret-to-show'

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
      <SummaryCard
        label={t('newToken')}
        columns={[
          { title: common('name'), value: <TwoLines first={token.name ?? token.id} second={token.id} /> },
          {
            title: common('modules'),
            value: only ? (
              <TwoLines first={moduleName(only)} second={only.id} />
            ) : modules.length === 0 ? (
              <Missing />
            ) : (
              t('moduleCount', { count: modules.length })
            ),
          },
        ]}
      />
      <Text mb="sm">{t('created')}</Text>
      <SecretNote secret={secret} onCopied={onCopied} />
    </>
  )
}

function SecretNote({ secret, onCopied }: { secret: OnceSecret; onCopied: () => void }) {
  if (secret.kind === 'kept') return <Text>{t('secretKept')}</Text>
  if (secret.kind === 'lost') return <Text>{t('secretLost')}</Text>
  const copy = async () => {
    if (await copyAndAnnounce(secret.secret, t('newSecretCopied'), t('newSecretNotCopied'))) onCopied()
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
