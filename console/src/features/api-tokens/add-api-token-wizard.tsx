import { Alert, Button, Group, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { traceIdOf } from '@/api/problem'
import { useSession } from '@/api/session'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { WizardFrame } from '@/components/wizard-frame'
import { paths } from '@/paths'
import { speak } from '@/ui/announce'
import { ReasonedButton } from '@/ui/reasoned-button'
import { createProblem, stepOfFields, type CreateField } from './create-errors'
import { GeneralStep } from './general-step'
import { ModulesStep } from './modules-step'
import { OverviewStep } from './overview-step'
import { apiTokensKey, assignableModulesQuery, createApiToken, type NewApiToken } from './requests'
import { descriptionProblem, nameProblem } from './rules'
import { SummaryStep } from './summary-step'

const steps = ['General', 'Modules', 'Overview', 'Summary'] as const
const [general, , overview, summary] = [0, 1, 2, 3] as const

/** Adds an API token in four steps. Nothing is stored before Add. */
export default function AddApiTokenWizard({ onClose }: { onClose: () => void }) {
  const { account } = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [step, setStep] = useState<number>(general)
  const [asking, setAsking] = useState(false)
  const [failure, setFailure] = useState<{ text: string; traceId?: string }>()
  const [logoProblem, setLogoProblem] = useState<string>()
  const [wrongField, setWrongField] = useState<{ field: CreateField }>()
  // State is read one render later, so two quick clicks would both send.
  const sending = useRef(false)

  const form = useForm<NewApiToken>({
    initialValues: { logo: null, name: '', description: '', moduleIds: [] },
    validate: { name: nameProblem, description: descriptionProblem },
  })
  const assignable = useQuery(assignableModulesQuery(account?.id ?? ''))
  const chosen = (assignable.data ?? []).filter(({ id }) => form.values.moduleIds.includes(id))

  const create = useMutation({
    mutationFn: createApiToken,
    gcTime: 0,
    onSettled: () => {
      sending.current = false
    },
    onSuccess: (token) => {
      speak(`API token ${token.name ?? token.id} is created.`)
      setStep(summary)
      void queries.invalidateQueries({ queryKey: apiTokensKey })
    },
    onError: (error) => {
      const problem = createProblem(error)
      const { logo, ...fields } = problem.fields
      if (logo) setLogoProblem(logo)
      for (const [field, message] of Object.entries(fields)) form.setFieldError(field, message)
      if (problem.general) setFailure({ text: problem.general, traceId: traceIdOf(error) })
      const target = stepOfFields(problem.fields)
      if (target === undefined) return
      setStep(target)
      setWrongField({ field: firstOf(problem.fields) })
    },
  })

  // Runs after the step of the field is on the page.
  useEffect(() => {
    if (wrongField) focusField(wrongField.field)
  }, [wrongField])

  const goTo = (target: number) => {
    setFailure(undefined)
    setStep(target)
  }
  const next = () => {
    if (step === general) {
      const errors: typeof form.errors = { ...form.validate().errors, logo: logoProblem }
      const wrong = (['logo', 'name', 'description'] as const).find((field) => errors[field])
      if (wrong) return setWrongField({ field: wrong })
    }
    goTo(step + 1)
  }
  const add = () => {
    if (sending.current) return
    sending.current = true
    setFailure(undefined)
    create.mutate(form.values)
  }
  const close = () => {
    if (create.isPending) return
    if (step !== summary && (form.isDirty() || logoProblem)) setAsking(true)
    else onClose()
  }

  return (
    <>
      <WizardFrame
        title="Add API token"
        steps={steps}
        current={step}
        onStep={step === summary || create.isPending ? undefined : goTo}
        onClose={close}
        covered={asking}
        footer={
          <>
            <Button variant="subtle" onClick={close} disabled={create.isPending}>
              Close
            </Button>
            <Group gap="sm">
              {step === summary ? (
                <Button
                  onClick={() => {
                    if (create.data) void navigate({ to: paths.apiToken, params: { id: create.data.id } })
                  }}
                >
                  View details
                </Button>
              ) : (
                <>
                  <ReasonedButton
                    variant="light"
                    disabledReason={backReason(step, create.isPending)}
                    onClick={() => goTo(step - 1)}
                  >
                    Back
                  </ReasonedButton>
                  {step === overview ? (
                    <Button onClick={add} loading={create.isPending}>
                      Add
                    </Button>
                  ) : (
                    <Button onClick={next}>Next</Button>
                  )}
                </>
              )}
            </Group>
          </>
        }
      >
        {failure && (
          <Alert color="brick" role="alert" mb="md" title="The token was not added">
            {failure.text}
            {failure.traceId && (
              <Text size="xs" mt="xs">
                Reference: {failure.traceId}
              </Text>
            )}
          </Alert>
        )}
        {step === general && (
          <GeneralStep form={form} logoProblem={logoProblem} onLogoProblem={setLogoProblem} />
        )}
        {step === 1 && (
          <ModulesStep
            modules={assignable.data}
            loadError={assignable.error}
            onRetry={() => void assignable.refetch()}
            selected={form.values.moduleIds}
            onSelected={(ids) => {
              form.setFieldValue('moduleIds', ids)
              form.clearFieldError('moduleIds')
            }}
            error={form.errors.moduleIds as string | undefined}
          />
        )}
        {step === overview && <OverviewStep input={form.values} modules={chosen} />}
        {step === summary && create.data && (
          <SummaryStep token={create.data} modules={create.data.modules ?? chosen} />
        )}
      </WizardFrame>
      <ConfirmDialog
        opened={asking}
        title="Discard this API token?"
        confirmLabel="Discard"
        closeLabel="Keep editing"
        destructive
        onConfirm={onClose}
        onClose={() => setAsking(false)}
      >
        Nothing was created yet. What you have entered will be lost.
      </ConfirmDialog>
    </>
  )
}

function backReason(step: number, busy: boolean): string | undefined {
  if (busy) return 'The token is being added'
  return step === general ? 'This is the first step' : undefined
}

function firstOf(fields: Partial<Record<CreateField, string>>): CreateField {
  return (['logo', 'name', 'description', 'moduleIds'] as const).find((field) => fields[field]) ?? 'name'
}

function focusField(field: CreateField): void {
  document.querySelector<HTMLElement>(`[role="dialog"] [data-path="${field}"]`)?.focus()
}
