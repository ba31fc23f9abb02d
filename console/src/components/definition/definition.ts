import { moduleName, type ModuleRef } from '@/components/choice/modules'
import type { Versions } from '@/components/wizard/edit-wizard'
import { common } from '@/texts/common'
import { compareTexts } from '@/texts/formats'

/** What people enter for a token and for a group alike. */
export interface Definition {
  name: string
  description: string
  moduleIds: string[]
}

/** What an edit sends; a member that is absent stays as it is. */
export interface DefinitionChange {
  name?: string
  description?: string | null
  modules?: { id: string }[]
}

interface Defined {
  name?: string
  description?: string
  modules?: ModuleRef[]
}

export function definitionOf({ name = '', description = '', modules = [] }: Defined): Definition {
  return { name, description, moduleIds: modules.map(({ id }) => id) }
}

/** The body of a create. */
export function definitionBody({ name, description, moduleIds }: Definition) {
  return {
    name: name.trim(),
    ...(description === '' ? {} : { description }),
    modules: moduleIds.map((id) => ({ id })),
  }
}

/** What was changed, and nothing else (C-063). */
export function definitionChange(base: Definition, input: Definition): DefinitionChange {
  const change: DefinitionChange = {}
  if (input.name.trim() !== base.name) change.name = input.name.trim()
  if (input.description !== base.description) change.description = input.description || null
  if (!sameIds(base.moduleIds, input.moduleIds)) change.modules = input.moduleIds.map((id) => ({ id }))
  return change
}

interface DefinitionVersions {
  base: Definition
  mine: Definition
  theirs: Definition
  /** Where the names of the modules are found. */
  modules: ModuleRef[]
}

/** The versions of a conflict, field by field. */
export function definitionVersions({ base, mine, theirs, modules }: DefinitionVersions): Versions[] {
  const nameOf = (id: string) => moduleName(modules.find((module) => module.id === id) ?? { id })
  const fields = [
    { field: common('name'), text: ({ name }: Definition) => name.trim() },
    { field: common('description'), text: ({ description }: Definition) => description },
    {
      field: common('modules'),
      text: ({ moduleIds }: Definition) => moduleIds.map(nameOf).sort(compareTexts).join('\n'),
    },
  ]
  return fields.map(({ field, text }) => ({
    field,
    base: text(base),
    mine: text(mine),
    theirs: text(theirs),
  }))
}

/** Whether two lists hold the same ids, in any order. */
export function sameIds(left: string[], right: string[]): boolean {
  return left.length === right.length && left.every((id) => right.includes(id))
}
