import { ActionIcon, Text } from '@mantine/core'
import { errorSentence } from '@/api/problem'
import { copyAndAnnounce } from '@/components/copy-button'
import { t } from '@/texts/api-tokens'
import { CopyIcon, EyeCrossedIcon, EyeIcon } from '@/ui/icons'
import styles from '@/components/details-frame.module.css'
import { useSecret, type SecretProblem } from './use-secret'

// Fixed, so that the mask says nothing about the length.
const mask = '*'.repeat(32)

/** The secret: masked until the eye is pressed, copied in full in either state. */
export function SecretField({ id }: { id: string }) {
  const secret = useSecret(id)
  const copy = async () => {
    const text = await secret.get()
    if (text !== undefined) await copyAndAnnounce(text, t('secretCopied'), t('secretNotCopied'))
  }
  const shown = secret.visible !== undefined
  return (
    <div>
      <dt>{t('apiToken')}</dt>
      <dd className={styles.value}>
        <span className={styles.secret} data-shown={shown || undefined}>
          {shown ? (
            secret.visible
          ) : (
            <span aria-label={t('hidden')} role="img">
              {mask}
            </span>
          )}
        </span>
        <span className={styles.buttons}>
          <ActionIcon
            variant="subtle"
            aria-label={shown ? t('hideSecret') : t('showSecret')}
            loading={secret.busy}
            onClick={() => (shown ? secret.hide() : void secret.show())}
          >
            {shown ? <EyeCrossedIcon /> : <EyeIcon />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label={t('copySecret')}
            disabled={secret.busy}
            onClick={() => void copy()}
          >
            <CopyIcon />
          </ActionIcon>
        </span>
      </dd>
      {secret.problem && (
        <Text component="dd" size="sm" role="status" c="gray.8" mt={4} maw={560}>
          {problemText(secret.problem)}
        </Text>
      )}
    </div>
  )
}

function problemText(problem: SecretProblem): string {
  if (problem.kind === 'failed') return errorSentence(problem.error)
  return t('secretNotRevealed')
}
