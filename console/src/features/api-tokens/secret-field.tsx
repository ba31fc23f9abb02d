import { ActionIcon, Text } from '@mantine/core'
import { errorSentence } from '@/api/problem'
import { copyText } from '@/components/copy-text'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { CopyIcon, EyeCrossedIcon, EyeIcon } from '@/ui/icons'
import styles from './api-token-page.module.css'
import { useSecret, type SecretProblem } from './use-secret'

// Fixed, so that the mask says nothing about the length.
const mask = '*'.repeat(32)

/** The secret: masked until the eye is pressed, copied in full in either state. */
export function SecretField({ id }: { id: string }) {
  const secret = useSecret(id)
  const copy = async () => {
    const text = await secret.get()
    if (text === undefined) return
    if (await copyText(text)) announceSuccess('The API token is copied.')
    else announceFailure('The browser does not allow copying. Show the token and copy it by hand.')
  }
  const shown = secret.visible !== undefined
  return (
    <div>
      <dt>API token</dt>
      <dd className={styles.value}>
        <span className={styles.secret} data-shown={shown || undefined}>
          {shown ? (
            secret.visible
          ) : (
            <span aria-label="Hidden" role="img">
              {mask}
            </span>
          )}
        </span>
        <span className={styles.buttons}>
          <ActionIcon
            variant="subtle"
            aria-label={shown ? 'Hide API token' : 'Show API token'}
            loading={secret.busy}
            onClick={() => (shown ? secret.hide() : void secret.show())}
          >
            {shown ? <EyeCrossedIcon /> : <EyeIcon />}
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            aria-label="Copy API token"
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
  return 'This account does not show secrets again after creation. If the secret is lost, delete this token and add a new one.'
}
