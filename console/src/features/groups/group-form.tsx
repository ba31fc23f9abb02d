import { Stack } from '@mantine/core'
import { useForm, type UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ChoiceStep } from '@/components/choice/choice-step'
import type { ModuleRef } from '@/components/choice/modules'
import { ModulesStep } from '@/components/choice/modules-step'
import { DefinitionFields } from '@/components/definition/definition-fields'
import { allMembersQuery, memberName } from '@/components/members/requests'
import { tooLong } from '@/components/text-rules'
import { focusField, sortProblem, type SortedProblem } from '@/components/wizard/field-problems'
import { common } from '@/texts/common'
import { t } from '@/texts/groups'
import type { GroupInput } from './requests'

export const nameLengthMax = 200
export const descriptionLengthMax = 2000

type GroupField = 'name' | 'description' | 'moduleIds'
type GroupForm = UseFormReturnType<GroupInput>

/** A group has any name without controls (openapi UserGroupName). */
export function nameProblem(name: string): string | null {
  const trimmed = name.trim()
  if (trimmed === '') return common('enterName')
  if (/\p{Cc}/u.test(trimmed)) return common('noControlCharacters')
  return tooLong(trimmed, nameLengthMax)
}

function descriptionProblem(text: string): string | null {
  return tooLong(text, descriptionLengthMax)
}

/** Sorts a refused group to the places where its messages belong. */
export function groupProblem(error: unknown): SortedProblem<GroupField> {
  return sortProblem<GroupField>(error, { name: 'name', description: 'description', modules: 'moduleIds' })
}

export function useGroupForm(initial: GroupInput, firstStep: number, onChange: () => void) {
  const [step, setStep] = useState(firstStep)
  const form = useForm<GroupInput>({
    initialValues: initial,
    validate: { name: nameProblem, description: descriptionProblem },
    onValuesChange: onChange,
  })
  const show = (fields: SortedProblem<GroupField>['fields']) => {
    for (const [field, message] of Object.entries(fields)) form.setFieldError(field, message)
    const wrong = (['name', 'description', 'moduleIds'] as const).find((field) => fields[field])
    if (!wrong) return
    setStep(wrong === 'moduleIds' ? 1 : 0)
    focusField(wrong)
  }
  const checkGeneral = () => {
    const { errors } = form.validate()
    const wrong = (['name', 'description'] as const).find((field) => errors[field])
    if (wrong) focusField(wrong)
    return wrong === undefined
  }
  const checkModules = () => {
    if (form.values.moduleIds.length > 0) return true
    form.setFieldError('moduleIds', t('oneModule'))
    return false
  }
  return { form, step, setStep, show, checkGeneral, checkModules }
}

export function GroupGeneralStep({ form, onEnter }: { form: GroupForm; onEnter: () => void }) {
  return (
    <Stack gap="lg" maw={480}>
      <DefinitionFields
        label={t('nameLabel')}
        placeholder={t('namePlaceholder')}
        name={form.getInputProps('name')}
        description={form.getInputProps('description')}
        onEnter={onEnter}
      />
    </Stack>
  )
}

interface GroupModulesStepProps {
  form: GroupForm
  modules: ModuleRef[] | undefined
  held?: ModuleRef[]
  loadError: unknown
  onRetry: () => void
}

export function GroupModulesStep({ form, modules, held, loadError, onRetry }: GroupModulesStepProps) {
  return (
    <ModulesStep
      modules={modules}
      held={held}
      loadError={loadError}
      onRetry={onRetry}
      selected={form.values.moduleIds}
      onSelected={(ids) => form.setFieldValue('moduleIds', ids)}
      error={form.errors.moduleIds as string | undefined}
      emptyText={t('noModulesToChoose')}
      noneText={t('noModuleSelected')}
    />
  )
}

export function GroupUsersStep({ form, accountId }: { form: GroupForm; accountId: string }) {
  const members = useQuery(allMembersQuery(accountId))
  return (
    <ChoiceStep
      label={t('users')}
      searchLabel={t('searchUsers')}
      loadingText={t('loadingUsers')}
      noMatchText={t('noUserMatches')}
      emptyText={t('noUsersToChoose')}
      statusText={(count) => (count === 0 ? t('nobodySelected') : t('usersSelected', { count }))}
      choices={members.data?.map((member) => ({
        id: member.id,
        name: memberName(member),
        description: member.email,
      }))}
      loadError={members.error}
      onRetry={() => void members.refetch()}
      selected={form.values.userIds}
      onSelected={(ids) => form.setFieldValue('userIds', ids)}
    />
  )
}
