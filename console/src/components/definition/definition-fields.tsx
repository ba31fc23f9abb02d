import { Textarea, TextInput } from '@mantine/core'
import type { GetInputPropsReturnType } from '@mantine/form'
import { OptionalLabel } from '@/components/optional-label'
import { common } from '@/texts/common'
import { t } from '@/texts/wizard'

interface DefinitionFieldsProps {
  label: string
  placeholder: string
  name: GetInputPropsReturnType
  description: GetInputPropsReturnType
  /** Enter in the one-line field, as in any form. */
  onEnter: () => void
}

export function DefinitionFields({ label, placeholder, name, description, onEnter }: DefinitionFieldsProps) {
  return (
    <>
      <TextInput
        label={label}
        placeholder={placeholder}
        autoComplete="off"
        aria-required="true"
        data-autofocus
        onKeyDown={(event) => {
          // Enter also ends a composition, of Japanese for one.
          if (event.key === 'Enter' && !event.nativeEvent.isComposing) onEnter()
        }}
        {...name}
      />
      <Textarea
        label={<OptionalLabel>{common('description')}</OptionalLabel>}
        placeholder={t('descriptionPlaceholder')}
        rows={5}
        {...description}
      />
    </>
  )
}
