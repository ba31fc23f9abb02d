import { Alert, Button, Table } from '@mantine/core'
import { useState } from 'react'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { common } from '@/texts/common'
import { t } from '@/texts/wizard'
import type { WizardStep } from './create-wizard'
import { useLeaving } from './use-leaving'
import styles from './edit-wizard.module.css'
import { WizardFrame } from './wizard-frame'

/** One field: as opened, as edited here, and as saved by somebody else. */
export interface Versions {
  field: string
  base: string
  mine: string
  theirs: string
}

interface EditWizardProps {
  title: string
  steps: WizardStep[]
  step: number
  onStep: (step: number) => void
  busy: boolean
  problem?: string
  changed: boolean
  /** Present when somebody else has saved meanwhile. */
  conflict?: Versions[]
  onSave: () => void
  onClose: () => void
}

/** Changes an object: its steps are open at any time, and Save is on each (C-060). */
export function EditWizard(props: EditWizardProps) {
  const { title, steps, step, onStep, busy, problem, changed, conflict, onSave, onClose } = props
  const [asking, setAsking] = useState(false)
  const leaving = useLeaving(changed)
  const close = () => {
    if (busy) return
    if (changed) setAsking(true)
    else onClose()
  }
  return (
    <>
      <WizardFrame
        title={title}
        steps={steps.map(({ name }) => name)}
        current={step}
        free
        onStep={busy ? undefined : onStep}
        onClose={close}
        covered={asking || leaving.asked}
        footer={
          <>
            <Button variant="subtle" onClick={close} disabled={busy}>
              {common('close')}
            </Button>
            <Button
              loading={busy}
              onClick={() => {
                const wrong = steps.findIndex(({ check }) => check && !check())
                if (wrong >= 0) onStep(wrong)
                else onSave()
              }}
            >
              {conflict ? t('saveMine') : t('save')}
            </Button>
          </>
        }
      >
        {conflict && <ConflictNote versions={conflict} onDiscard={onClose} />}
        {problem && (
          <Alert color="brick" role="alert" mb="md" title={t('notSaved')}>
            {problem}
          </Alert>
        )}
        {steps[step]?.content}
      </WizardFrame>
      <ConfirmDialog
        opened={asking || leaving.asked}
        title={t('discardChangesTitle')}
        confirmLabel={t('discard')}
        closeLabel={common('lossKeep')}
        destructive
        onConfirm={() => {
          leaving.allow()
          if (leaving.asked) leaving.go()
          else onClose()
        }}
        onClose={() => {
          setAsking(false)
          leaving.stay()
        }}
      >
        {t('discardChangesText')}
      </ConfirmDialog>
    </>
  )
}

/** Both versions of what was changed, with a button that keeps theirs; Save mine is below. */
function ConflictNote({ versions, onDiscard }: { versions: Versions[]; onDiscard: () => void }) {
  const changed = versions.filter(
    ({ base, mine, theirs }) => mine !== theirs && (mine !== base || theirs !== base),
  )
  const collides = changed.some(({ base, mine, theirs }) => mine !== base && theirs !== base)
  return (
    <Alert color="brick" role="alert" mb="md" title={t('conflictTitle')}>
      <p className={styles.text}>{collides ? t('conflictText') : t('conflictElsewhere')}</p>
      {changed.length > 0 && (
        <Table verticalSpacing={6} className={styles.versions} aria-label={t('conflictTitle')}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('field')}</Table.Th>
              <Table.Th>{t('mine')}</Table.Th>
              <Table.Th>{t('theirs')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changed.map(({ field, base, mine, theirs }) => (
              <Table.Tr key={field}>
                <Table.Th scope="row">{field}</Table.Th>
                <Table.Td>{mine === base ? t('notChanged') : mine || common('noValue')}</Table.Td>
                <Table.Td>{theirs === base ? t('notChanged') : theirs || common('noValue')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <Button variant="default" size="xs" mt="sm" onClick={onDiscard}>
        {t('keepTheirs')}
      </Button>
    </Alert>
  )
}
