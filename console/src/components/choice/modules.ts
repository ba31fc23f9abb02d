import { queryOptions } from '@tanstack/react-query'
import { client, unwrap, withFilter } from '@/api/client'
import { queryKeys } from '@/api/query-keys'
import type { components } from '@/api/schema'
import { compareTexts } from '@/texts/formats'
import { t } from '@/texts/wizard'
import type { Choice } from './choice-step'

export type ModuleRef = components['schemas']['ModuleRef']

/** The modules that may be given to tokens and groups of the account, by name: those of its default group. */
export function assignableModulesQuery(accountId: string) {
  return queryOptions({
    queryKey: [...queryKeys.assignableModules, accountId],
    queryFn: async ({ signal }) => {
      const groups = await unwrap(
        client.GET('/public/v1/accounts/user-groups', {
          params: { query: { select: 'modules' } },
          querySerializer: withFilter(`eq(account.id,"${accountId}")`, 'eq(isDefault,true)'),
          signal,
        }),
      )
      const modules = groups.data.flatMap((group) => group.modules ?? [])
      return modules.sort((left, right) => compareTexts(moduleName(left), moduleName(right)))
    },
  })
}

export function moduleName(module: ModuleRef): string {
  return module.name ?? module.id
}

/**
 * The modules to choose from. A paid one is shown, because the account has it, but cannot be selected here (C-044).
 * One that can no longer be given stays in the list of an object that has it, with a note (C-064).
 */
export function moduleChoices(assignable: ModuleRef[], held: ModuleRef[] = []): Choice[] {
  const lost = held.filter(({ id }) => !assignable.some((module) => module.id === id))
  return [
    ...lost.map((module) => ({ id: module.id, name: moduleName(module), description: t('notAssignable') })),
    ...assignable.map((module) => ({
      id: module.id,
      name: moduleName(module),
      description: module.paid
        ? [module.description, t('paid')].filter(Boolean).join(' ')
        : module.description,
      fixed: module.paid === true,
    })),
  ]
}
