import { Button, Text } from '@mantine/core'
import { copyText } from '@/components/copy-text'
import { Missing } from '@/components/date-time'
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
      <table className={styles.table} aria-label="The new API token">
        <thead>
          <tr>
            <th scope="col">Name</th>
            <th scope="col">Modules</th>
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
                `${modules.length} modules`
              )}
            </td>
          </tr>
        </tbody>
      </table>
      <Text mb="sm">The API token has been created.</Text>
      <SecretNote secret={secret} onCopied={onCopied} />
    </>
  )
}

function SecretNote({ secret, onCopied }: { secret: OnceSecret; onCopied: () => void }) {
  if (secret.kind === 'kept') {
    return <Text>Select View details to copy its secret and see the API endpoint.</Text>
  }
  if (secret.kind === 'lost') {
    return (
      <Text>
        This account shows the secret of a token once, and the answer that held it was lost on the way. Delete
        this token and add another one.
      </Text>
    )
  }
  const copy = async () => {
    if (!(await copyText(secret.secret))) {
      return announceFailure('The browser does not allow copying. Select the secret and copy it by hand.')
    }
    onCopied()
    announceSuccess('The secret is copied.')
  }
  return (
    <>
      <Text mb="xs" fw={600} id="new-secret">
        Copy the secret now. This account does not show it again.
      </Text>
      {/* Copied by hand it is copied too. */}
      <output className={styles.secret} aria-labelledby="new-secret" onCopy={onCopied}>
        {secret.secret}
      </output>
      <Button leftSection={<CopyIcon size={16} />} onClick={() => void copy()}>
        Copy secret
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
