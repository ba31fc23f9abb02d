import { Missing } from './date-time'
import { Identity } from './identity'
import { t } from '@/texts/api-tokens'
import { moduleName, type ModuleRef } from './choice/modules'

export function ModulesCell({ modules }: { modules?: ModuleRef[] }) {
  const [first, ...others] = modules ?? []
  if (!first) return <Missing />
  if (others.length === 0) return <Identity name={moduleName(first)} id={first.id} />
  const count = others.length + 1
  return <Identity name={t('moduleCount', { count })} avatarText={t('moreModules', { count })} />
}
