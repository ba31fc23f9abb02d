import { Alert, Button, Group, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState, type RefObject } from 'react'
import { useSession } from '@/api/session'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { WizardFrame } from '@/components/wizard-frame'
import { paths } from '@/paths'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
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
      speak(t('added', { name: token.name ?? token.id }))
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
        title={t('addTitle')}
        steps={[t('general'), common('modules'), t('overview'), t('summary')]}
        current={step}
        onStep={created || create.busy ? undefined : setStep}
        onClose={close}
        covered={asking || leaving.asked}
        footer={
          <>
            <Button variant="subtle" onClick={close} disabled={create.busy}>
              {common('close')}
            </Button>
            <Group gap="sm">
              {created ? (
                <Button onClick={viewDetails}>{t('viewDetails')}</Button>
              ) : (
                <>
                  <ReasonedButton
                    variant="light"
                    disabledReason={backReason(step, create.busy)}
                    onClick={() => setStep(step - 1)}
                  >
                    {common('back')}
                  </ReasonedButton>
                  {step === overview ? (
                    <AddButton create={create} input={form.values} />
                  ) : (
                    <Button onClick={next}>{common('next')}</Button>
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
      {unknown ? t('checkAndRetry') : common('add')}
    </Button>
  )
}

function FailureNote({ failure }: { failure: CreateFailure }) {
  if (failure.kind === 'unknown') {
    return (
      <Alert color="brick" role="alert" mb="md" title={t('unknownTitle')}>
        {t('unknownText')}
      </Alert>
    )
  }
  return (
    <Alert color="brick" role="alert" mb="md" title={t('failedTitle')}>
      {failure.text}
      {failure.traceId && (
        <Text size="xs" mt="xs">
          {common('reference', { id: failure.traceId })}
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
      title={uncopied ? t('leaveTitle') : t('discardTitle')}
      confirmLabel={uncopied ? t('leave') : t('discard')}
      closeLabel={uncopied ? t('goBack') : common('lossKeep')}
      destructive
      onConfirm={onLose}
      onClose={onKeep}
    >
      {uncopied ? t('leaveText') : t('discardText')}
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
  if (busy) return t('adding')
  return step === general ? t('firstStep') : undefined
}

function firstOf(fields: Partial<Record<CreateField, string>>): CreateField {
  return (['logo', 'name', 'description', 'moduleIds'] as const).find((field) => fields[field]) ?? 'name'
}

function focusField(field: CreateField): void {
  document.querySelector<HTMLElement>(`[role="dialog"] [data-path="${field}"]`)?.focus()
}
