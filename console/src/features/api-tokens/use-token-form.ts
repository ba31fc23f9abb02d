import { useForm } from '@mantine/form'
import { useState } from 'react'
import { focusField } from '@/components/wizard/field-problems'
import { firstWrong, stepOfFields, type CreateProblem } from './create-errors'
import type { NewApiToken } from './requests'
import { descriptionProblem, nameProblem } from './rules'

/** The input of a token with what is wrong in it, and the step that is shown. */
export function useTokenForm(initial: NewApiToken, firstStep: number, onChange: () => void) {
  const [step, setStep] = useState(firstStep)
  // It is no part of the input: a picture that is wrong is not kept.
  const [logoProblem, setLogoProblem] = useState<string>()
  const form = useForm<NewApiToken>({
    initialValues: initial,
    validate: { name: nameProblem, description: descriptionProblem },
    onValuesChange: onChange,
  })
  /** Shows messages at their fields, on the step that has the first of them. */
  const show = ({ logo, ...fields }: CreateProblem['fields']) => {
    if (logo) setLogoProblem(logo)
    for (const [field, message] of Object.entries(fields)) form.setFieldError(field, message)
    const target = stepOfFields({ logo, ...fields })
    const wrong = firstWrong({ logo, ...fields })
    if (target !== undefined) setStep(target)
    if (wrong) focusField(wrong)
  }
  const checkGeneral = () => {
    const errors = form.validate().errors as CreateProblem['fields']
    const wrong = firstWrong({ ...errors, logo: logoProblem, moduleIds: undefined })
    if (wrong) focusField(wrong)
    return wrong === undefined
  }
  return { form, step, setStep, logoProblem, setLogoProblem, show, checkGeneral }
}
