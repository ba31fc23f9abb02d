import { Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { DefinitionFields } from '@/components/definition/definition-fields'
import { LogoField } from '@/components/logo-field'
import { t } from '@/texts/api-tokens'
import type { NewApiToken } from './requests'

export type TokenForm = UseFormReturnType<NewApiToken>

interface GeneralStepProps {
  form: TokenForm
  /** What is wrong with the file chosen last; it is not part of the input. */
  logoProblem?: string
  /** Absent where the logo is not changed. */
  onLogoProblem?: (problem: string | undefined) => void
  onEnter: () => void
}

export function GeneralStep({ form, logoProblem, onLogoProblem, onEnter }: GeneralStepProps) {
  return (
    <Stack gap="lg" maw={480}>
      {onLogoProblem && (
        <LogoField
          logo={form.values.logo}
          error={logoProblem}
          onLogo={(logo) => {
            form.setFieldValue('logo', logo)
            onLogoProblem(undefined)
          }}
          onProblem={(problem) => {
            form.setFieldValue('logo', null)
            onLogoProblem(problem)
          }}
        />
      )}
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
