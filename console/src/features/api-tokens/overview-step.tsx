import { Missing } from '@/components/date-time'
import { common } from '@/texts/common'
import { LogoPreview } from './logo-field'
import styles from './overview-step.module.css'
import { moduleName, type ModuleRef, type NewApiToken } from './requests'

interface OverviewStepProps {
  input: NewApiToken
  modules: ModuleRef[]
}

export function OverviewStep({ input, modules }: OverviewStepProps) {
  return (
    <dl className={styles.pairs}>
      <div>
        <dt>{common('name')}</dt>
        <dd>{input.name.trim()}</dd>
      </div>
      <div>
        <dt>{common('logo')}</dt>
        <dd>
          {input.logo ? (
            <LogoPreview file={input.logo} alt={common('logo')} className={styles.logo} />
          ) : (
            <Missing />
          )}
        </dd>
      </div>
      <div>
        <dt>{common('description')}</dt>
        <dd className={styles.description}>{input.description || <Missing />}</dd>
      </div>
      <div>
        <dt>{common('modules')}</dt>
        {modules.length === 0 && (
          <dd>
            <Missing />
          </dd>
        )}
        {modules.map((module) => (
          <dd key={module.id} className={styles.module}>
            <span>{moduleName(module)}</span>
            <span className={styles.id}>{module.id}</span>
          </dd>
        ))}
      </div>
    </dl>
  )
}
