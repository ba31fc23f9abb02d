import { common } from '@/texts/common'
import { t } from '@/texts/wizard'
import { ChoiceStep } from './choice-step'
import { moduleChoices, type ModuleRef } from './modules'

interface ModulesStepProps {
  /** Undefined while they load. */
  modules: ModuleRef[] | undefined
  /** Those that the object has, which may not be there any more. */
  held?: ModuleRef[]
  loadError: unknown
  onRetry: () => void
  selected: string[]
  onSelected: (ids: string[]) => void
  error?: string
  /** In place of the list, when the account has no modules. */
  emptyText: string
  /** Shown while none is selected. */
  noneText: string
}

export function ModulesStep({ modules, held, noneText, ...rest }: ModulesStepProps) {
  return (
    <ChoiceStep
      label={common('modules')}
      searchLabel={t('searchModules')}
      loadingText={t('loadingModules')}
      noMatchText={t('noModuleMatches')}
      statusText={(count) => (count === 0 ? noneText : t('modulesSelected', { count }))}
      choices={modules && moduleChoices(modules, held)}
      {...rest}
    />
  )
}
