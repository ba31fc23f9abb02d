import type { UseFormReturnType } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { sortProblem } from '@/components/wizard/field-problems'
import { useWrongField } from '@/ui/use-wrong-field'

interface SubmitOptions<Values> {
  form: UseFormReturnType<Values>
  send: (values: Values) => Promise<void>
  onSent: () => void
}

/** Sends a form once it is right. What is refused is shown at its field, or as `problem`. */
export function useSubmit<Values extends object>({ form, send, onSent }: SubmitOptions<Values>) {
  const { element, focusWrongField } = useWrongField()
  const sorted = (error: unknown) =>
    sortProblem(error, Object.fromEntries(Object.keys(form.values).map((field) => [field, field])))
  const mutation = useMutation({
    mutationFn: send,
    // The variables of a mutation hold what was entered, passwords too.
    gcTime: 0,
    onSuccess: onSent,
    onError: (error) => {
      for (const [field, message] of Object.entries(sorted(error).fields)) form.setFieldError(field, message)
      focusWrongField()
    },
  })
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    if (mutation.isPending) return
    if (form.validate().hasErrors) focusWrongField()
    else mutation.mutate(form.values)
  }
  return {
    element,
    busy: mutation.isPending,
    problem: mutation.isError ? sorted(mutation.error).general : undefined,
    onSubmit,
  }
}
