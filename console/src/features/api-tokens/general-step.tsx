import { Stack, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import styles from './logo-field.module.css'
import { LogoField } from './logo-field'
import type { NewApiToken } from './requests'

export type TokenForm = UseFormReturnType<NewApiToken>

export function GeneralStep({ form }: { form: TokenForm }) {
  return (
    <Stack gap="lg" maw={480}>
      <LogoField
        logo={form.values.logo}
        error={form.errors.logo as string | undefined}
        onLogo={(logo) => {
          form.setFieldValue('logo', logo)
          form.clearFieldError('logo')
        }}
        onProblem={(problem) => {
          form.setFieldValue('logo', null)
          form.setFieldError('logo', problem)
        }}
      />
      <TextInput
        label="API token name"
        placeholder="Enter API token name"
        autoComplete="off"
        aria-required="true"
        data-autofocus
        {...form.getInputProps('name')}
      />
      <Textarea
        label={
          <>
            Description <span className={styles.optional}>Optional</span>
          </>
        }
        placeholder="Enter description"
        rows={5}
        {...form.getInputProps('description')}
      />
    </Stack>
  )
}
