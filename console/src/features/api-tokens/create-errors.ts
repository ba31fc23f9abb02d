import { logoRefusal } from '@/components/logo-rules'
import { sortProblem, type SortedProblem } from '@/components/wizard/field-problems'

export type CreateField = 'logo' | 'name' | 'description' | 'moduleIds'

export type CreateProblem = SortedProblem<CreateField>

const fieldOfPath: Record<string, CreateField> = {
  name: 'name',
  description: 'description',
  icon: 'logo',
  logo: 'logo',
  modules: 'moduleIds',
}

/** Sorts a refused creation or change to the places where its messages belong. */
export function createProblem(error: unknown): CreateProblem {
  const logo = logoRefusal(error)
  if (logo) return { fields: { logo } }
  return sortProblem(error, fieldOfPath)
}

/** The first step, counted from zero, that has one of the fields. */
export function stepOfFields(fields: CreateProblem['fields']): 0 | 1 | undefined {
  if (fields.logo || fields.name || fields.description) return 0
  return fields.moduleIds ? 1 : undefined
}

export function firstWrong(fields: CreateProblem['fields']): CreateField | undefined {
  return (['logo', 'name', 'description', 'moduleIds'] as const).find((field) => fields[field])
}
