import { Stack, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import styles from './logo-field.module.css'
import { LogoField } from './logo-field'
import type { NewApiToken } from './requests'

export type TokenForm = UseFormReturnType<NewApiToken>

interface GeneralStepProps {
  form: TokenForm
  /** What is wrong with the file chosen last; it is not part of the input. */
  logoProblem: string | undefined
  onLogoProblem: (problem: string | undefined) => void
  /** Enter in the one-line field, as in any form. */
  onEnter: () => void
}

export function GeneralStep({ form, logoProblem, onLogoProblem, onEnter }: GeneralStepProps) {
  return (
    <Stack gap="lg" maw={480}>
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
      <TextInput
        label={t('nameLabel')}
        placeholder={t('namePlaceholder')}
        autoComplete="off"
        aria-required="true"
        data-autofocus
        onKeyDown={(event) => {
          // Enter also ends a composition, of Japanese for one.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter()
        }}
        {...form.getInputProps('name')}
      />
      <Textarea
        label={
          <>
            {common('description')} <span className={styles.optional}>{common('optional')}</span>
          </>
        }
        placeholder={t('descriptionPlaceholder')}
        rows={5}
        {...form.getInputProps('description')}
      />
    </Stack>
  )
}
