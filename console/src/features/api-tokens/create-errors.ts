import { errorSentence, fieldErrors, problemStatus } from '@/api/problem'
import { t } from '@/texts/api-tokens'

export type CreateField = 'logo' | 'name' | 'description' | 'moduleIds'

export interface CreateProblem {
  /** Messages to show at the fields. */
  fields: Partial<Record<CreateField, string>>
  /** What can not be shown at a field. */
  general?: string
}

const fieldOfPath: Record<string, CreateField> = {
  name: 'name',
  description: 'description',
  icon: 'logo',
  logo: 'logo',
  modules: 'moduleIds',
}

/** Sorts a refused creation to the places where its messages belong. */
export function createProblem(error: unknown): CreateProblem {
  if (problemStatus(error) === 413) return { fields: { logo: t('logoTooLarge') } }
  if (problemStatus(error) === 415) return { fields: { logo: t('logoType') } }
  const fields: CreateProblem['fields'] = {}
  const elsewhere: string[] = []
  for (const [path, messages] of Object.entries(fieldErrors(error))) {
    const field = fieldOfPath[path.split(/[.[]/, 1)[0] ?? '']
    if (field) fields[field] ??= messages.join(' ')
    else elsewhere.push(...messages)
  }
  if (elsewhere.length > 0) return { fields, general: elsewhere.join(' ') }
  return Object.keys(fields).length > 0 ? { fields } : { fields, general: errorSentence(error) }
}

/** The first step, counted from zero, that has one of the fields. */
export function stepOfFields(fields: CreateProblem['fields']): 0 | 1 | undefined {
  if (fields.logo || fields.name || fields.description) return 0
  return fields.moduleIds ? 1 : undefined
}
