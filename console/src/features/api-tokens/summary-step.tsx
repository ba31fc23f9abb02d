import { Text } from '@mantine/core'
import { Missing } from '@/components/date-time'
import styles from './overview-step.module.css'
import { moduleName, type ApiToken, type ModuleRef } from './requests'

interface SummaryStepProps {
  token: ApiToken
  modules: ModuleRef[]
}

export function SummaryStep({ token, modules }: SummaryStepProps) {
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
      <Text>Select View details to copy its secret and see the API endpoint.</Text>
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
