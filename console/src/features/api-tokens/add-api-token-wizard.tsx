import { Alert, Button, Group, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useSession } from '@/api/session'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { WizardFrame } from '@/components/wizard-frame'
import { paths } from '@/paths'
import { speak } from '@/ui/announce'
import { ReasonedButton } from '@/ui/reasoned-button'
import { stepOfFields, type CreateField } from './create-errors'
import { draftOwner, dropDraft, isEmpty, keepDraft, keptDraft } from './draft'
import { GeneralStep } from './general-step'
import { ModulesStep } from './modules-step'
import { OverviewStep } from './overview-step'
import { assignableModulesQuery, emptyToken, type NewApiToken } from './requests'
import { descriptionProblem, nameProblem } from './rules'
import { SummaryStep } from './summary-step'
import { useCreateToken, type CreateFailure } from './use-create-token'

const steps = ['General', 'Modules', 'Overview', 'Summary'] as const
const [general, modulesStep, overview, summary] = [0, 1, 2, 3] as const

/** Adds an API token in four steps. Nothing is stored before Add. */
export default function AddApiTokenWizard({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const owner = draftOwner(session)
  const navigate = useNavigate()
  const [draft] = useState(() => keptDraft(owner))
  const [step, setStep] = useState<number>(draft?.step ?? general)
  const [asking, setAsking] = useState(false)
  const [copied, setCopied] = useState(false)
  const [logoProblem, setLogoProblem] = useState<string>()
  const [wrongField, setWrongField] = useState<{ field: CreateField }>()

  const form = useForm<NewApiToken>({
    initialValues: draft?.input ?? emptyToken,
    validate: { name: nameProblem, description: descriptionProblem },
    onValuesChange: () => create.clear(),
  })
  const assignable = useQuery(assignableModulesQuery(session.account?.id ?? ''))
  const chosen = (assignable.data ?? []).filter(({ id }) => form.values.moduleIds.includes(id))
  const create = useCreateToken({
    onCreated: (token) => {
      speak(`API token ${token.name ?? token.id} is created.`)
      setStep(summary)
    },
    onFieldProblems: ({ logo, ...fields }) => {
      if (logo) setLogoProblem(logo)
      for (const [field, message] of Object.entries(fields)) form.setFieldError(field, message)
      const target = stepOfFields({ logo, ...fields })
      if (target === undefined) return
      setStep(target)
      setWrongField({ field: firstOf({ logo, ...fields }) })
    },
  })

  const { created } = create
  const uncopied = created?.secret.kind === 'once' && !copied
  const entered = !created && (!isEmpty(form.values) || logoProblem !== undefined)
  const losesSomething = uncopied || entered
  const leaving = useLeaving(losesSomething)
  useDraft(owner, entered ? { input: form.values, step } : undefined, leaving.allowed)

  // Runs after the step of the field is on the page.
  useEffect(() => {
    if (wrongField) focusField(wrongField.field)
  }, [wrongField])

  const next = () => {
    if (step === general) {
      const errors: typeof form.errors = { ...form.validate().errors, logo: logoProblem }
      const wrong = (['logo', 'name', 'description'] as const).find((field) => errors[field])
      if (wrong) return setWrongField({ field: wrong })
    }
    setStep(step + 1)
  }
  const close = () => {
    if (create.busy) return
    if (losesSomething) setAsking(true)
    else leave(onClose)
  }
  const leave = (go: () => void) => {
    leaving.allow()
    dropDraft()
    go()
  }
  const viewDetails = () => {
    if (created) void navigate({ to: paths.apiToken, params: { id: created.token.id } })
  }

  return (
    <>
      <WizardFrame
        title="Add API token"
        steps={steps}
        current={step}
        onStep={created || create.busy ? undefined : setStep}
        onClose={close}
        covered={asking || leaving.asked}
        footer={
          <>
            <Button variant="subtle" onClick={close} disabled={create.busy}>
              Close
            </Button>
            <Group gap="sm">
              {created ? (
                <Button onClick={viewDetails}>View details</Button>
              ) : (
                <>
                  <ReasonedButton
                    variant="light"
                    disabledReason={backReason(step, create.busy)}
                    onClick={() => setStep(step - 1)}
                  >
                    Back
                  </ReasonedButton>
                  {step === overview ? (
                    <AddButton create={create} input={form.values} />
                  ) : (
                    <Button onClick={next}>Next</Button>
                  )}
                </>
              )}
            </Group>
          </>
        }
      >
        {create.failure && step === overview && <FailureNote failure={create.failure} />}
        {step === general && (
          <GeneralStep form={form} logoProblem={logoProblem} onLogoProblem={setLogoProblem} onEnter={next} />
        )}
        {step === modulesStep && (
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
        {created && (
          <SummaryStep
            token={created.token}
            modules={created.token.modules ?? chosen}
            secret={created.secret}
            onCopied={() => setCopied(true)}
          />
        )}
      </WizardFrame>
      <LossQuestion
        opened={asking || leaving.asked}
        uncopied={uncopied}
        onKeep={() => {
          setAsking(false)
          leaving.stay()
        }}
        onLose={() => leave(leaving.asked ? leaving.go : onClose)}
      />
    </>
  )
}

function AddButton({ create, input }: { create: ReturnType<typeof useCreateToken>; input: NewApiToken }) {
  const unknown = create.failure?.kind === 'unknown'
  return (
    <Button onClick={() => (unknown ? create.retry() : create.add(input))} loading={create.busy}>
      {unknown ? 'Check and retry' : 'Add'}
    </Button>
  )
}

function FailureNote({ failure }: { failure: CreateFailure }) {
  if (failure.kind === 'unknown') {
    return (
      <Alert color="brick" role="alert" mb="md" title="No answer from the server">
        The token may or may not have been added. Select Check and retry: it is added if it was not, and never
        twice.
      </Alert>
    )
  }
  return (
    <Alert color="brick" role="alert" mb="md" title="The token was not added">
      {failure.text}
      {failure.traceId && (
        <Text size="xs" mt="xs">
          Reference: {failure.traceId}
        </Text>
      )}
    </Alert>
  )
}

interface LossQuestionProps {
  opened: boolean
  uncopied: boolean
  onKeep: () => void
  onLose: () => void
}

function LossQuestion({ opened, uncopied, onKeep, onLose }: LossQuestionProps) {
  return (
    <ConfirmDialog
      opened={opened}
      title={uncopied ? 'Leave without copying the secret?' : 'Discard this API token?'}
      confirmLabel={uncopied ? 'Leave' : 'Discard'}
      closeLabel={uncopied ? 'Go back' : 'Keep editing'}
      destructive
      onConfirm={onLose}
      onClose={onKeep}
    >
      {uncopied
        ? 'The secret is not shown again. Without it the token is of no use.'
        : 'Nothing was created yet. What you have entered will be lost.'}
    </ConfirmDialog>
  )
}

/** Asks before Back, another page, a reload or a closed tab loses something. */
function useLeaving(loses: boolean) {
  const allowed = useRef(false)
  const blocker = useBlocker({
    shouldBlockFn: () => loses && !allowed.current,
    enableBeforeUnload: loses,
    withResolver: true,
  })
  return {
    asked: blocker.status === 'blocked',
    allowed,
    allow: () => {
      allowed.current = true
    },
    stay: () => blocker.reset?.(),
    go: () => blocker.proceed?.(),
  }
}

/** Keeps what was entered while the wizard is away, as when the session ends below it. */
function useDraft(owner: string, draft: ReturnType<typeof keptDraft>, discarded: RefObject<boolean>) {
  useEffect(() => {
    if (draft && !discarded.current) keepDraft(owner, draft)
    else dropDraft()
  })
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
