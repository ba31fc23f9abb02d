import type { UseQueryResult } from '@tanstack/react-query'
import type { ModuleRef } from '@/components/choice/modules'
import { ModulesStep } from '@/components/choice/modules-step'
import { t } from '@/texts/api-tokens'
import type { TokenForm } from './general-step'

interface TokenModulesStepProps {
  form: TokenForm
  assignable: UseQueryResult<ModuleRef[]>
  /** Those that the token has. */
  held?: ModuleRef[]
}

export function TokenModulesStep({ form, assignable, held }: TokenModulesStepProps) {
  return (
    <ModulesStep
      modules={assignable.data}
      held={held}
      loadError={assignable.error}
      onRetry={() => void assignable.refetch()}
      selected={form.values.moduleIds}
      onSelected={(ids) => form.setFieldValue('moduleIds', ids)}
      error={form.errors.moduleIds as string | undefined}
      emptyText={t('noModules')}
      noneText={t('noModuleSelected')}
    />
  )
}
