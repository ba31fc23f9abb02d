import { Alert, Button, Group, Text } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { useSession } from '@/api/session'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { common } from '@/texts/common'
import { t } from '@/texts/wizard'
import { ReasonedButton } from '@/ui/reasoned-button'
import { draftOwner, dropDraft, useDraft } from './draft'
import type { CreateFailure } from './use-create'
import { useLeaving } from './use-leaving'
import { WizardFrame } from './wizard-frame'

export interface WizardStep {
  name: string
  content: ReactNode
  /** Whether one may go on. Shows what is wrong, and puts the focus there. */
  check?: () => boolean
}

export interface CreateTexts {
  title: string
  discardTitle: string
  adding: string
  failedTitle: string
  unknownText: string
}

interface CreateWizardProps {
  /** Which kind of object it adds: its draft is kept under this name. */
  kind: string
  texts: CreateTexts
  /** Up to the overview, which has Add. */
  steps: WizardStep[]
  step: number
  onStep: (step: number) => void
  create: { busy: boolean; failure: CreateFailure | undefined; add: () => void; retry: () => void }
  /** The content of the last step, once the object exists. */
  summary: ReactNode | undefined
  /** What was entered; undefined when closing would lose nothing. */
  entered: unknown
  /** Asked before the last step is left. */
  lastQuestion?: { title: string; text: string }
  onViewDetails?: () => void
  onClose: () => void
}

/** Adds an object in steps. Nothing is stored before Add; then there is a summary, and no way back. */
export function CreateWizard(props: CreateWizardProps) {
  const { kind, texts, steps, step, onStep, create, summary, entered, lastQuestion, onClose } = props
  const owner = draftOwner(useSession())
  const [asking, setAsking] = useState(false)
  const isCreated = summary !== undefined
  const loses = isCreated ? lastQuestion !== undefined : entered !== undefined
  const leaving = useLeaving(loses)
  const draft = !isCreated && entered !== undefined ? { input: entered, step } : undefined
  useDraft(owner, kind, draft, leaving.allowed)

  const leave = (go: () => void) => {
    leaving.allow()
    dropDraft()
    go()
  }
  const close = () => {
    if (create.busy) return
    if (loses) setAsking(true)
    else leave(onClose)
  }
  const overview = steps.length - 1
  return (
    <>
      <WizardFrame
        title={texts.title}
        steps={[...steps.map(({ name }) => name), t('summary')]}
        current={isCreated ? steps.length : step}
        onStep={isCreated || create.busy ? undefined : onStep}
        onClose={close}
        covered={asking || leaving.asked}
        footer={
          <>
            <Button variant="subtle" onClick={close} disabled={create.busy}>
              {common('close')}
            </Button>
            <Group gap="sm">
              {isCreated ? (
                props.onViewDetails && <Button onClick={props.onViewDetails}>{t('viewDetails')}</Button>
              ) : (
                <>
                  <ReasonedButton
                    variant="light"
                    disabledReason={create.busy ? texts.adding : step === 0 ? t('firstStep') : undefined}
                    onClick={() => onStep(step - 1)}
                  >
                    {common('back')}
                  </ReasonedButton>
                  {step === overview ? (
                    <AddButton create={create} />
                  ) : (
                    <Button onClick={() => (steps[step]?.check?.() ?? true) && onStep(step + 1)}>
                      {common('next')}
                    </Button>
                  )}
                </>
              )}
            </Group>
          </>
        }
      >
        {create.failure && step === overview && !isCreated && (
          <FailureNote failure={create.failure} texts={texts} />
        )}
        {isCreated ? summary : steps[step]?.content}
      </WizardFrame>
      <ConfirmDialog
        opened={asking || leaving.asked}
        title={isCreated ? (lastQuestion?.title ?? '') : texts.discardTitle}
        confirmLabel={isCreated ? t('leave') : t('discard')}
        closeLabel={isCreated ? t('goBack') : common('lossKeep')}
        destructive
        onConfirm={() => leave(leaving.asked ? leaving.go : onClose)}
        onClose={() => {
          setAsking(false)
          leaving.stay()
        }}
      >
        {isCreated ? lastQuestion?.text : t('discardText')}
      </ConfirmDialog>
    </>
  )
}

function AddButton({ create }: { create: CreateWizardProps['create'] }) {
  const unknown = create.failure?.kind === 'unknown'
  return (
    <Button onClick={unknown ? create.retry : create.add} loading={create.busy}>
      {unknown ? t('checkAndRetry') : common('add')}
    </Button>
  )
}

function FailureNote({ failure, texts }: { failure: CreateFailure; texts: CreateTexts }) {
  if (failure.kind === 'unknown') {
    return (
      <Alert color="brick" role="alert" mb="md" title={t('unknownTitle')}>
        {texts.unknownText}
      </Alert>
    )
  }
  return (
    <Alert color="brick" role="alert" mb="md" title={texts.failedTitle}>
      {failure.text}
      {failure.traceId && (
        <Text size="xs" mt="xs">
          {common('reference', { id: failure.traceId })}
        </Text>
      )}
    </Alert>
  )
}
