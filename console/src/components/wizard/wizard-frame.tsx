import { Title } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { common } from '@/texts/common'
import { Dialog } from '@/ui/dialog'
import { CheckIcon } from '@/ui/frame-icons'
import { focusAwaitedField } from './field-problems'
import styles from './wizard-frame.module.css'

interface WizardFrameProps {
  title: string
  steps: readonly string[]
  current: number
  /** Done steps can be selected unless this is absent. */
  onStep?: (step: number) => void
  /** The steps are in no order: each can be selected, and those not shown count as done. */
  free?: boolean
  onClose: () => void
  /** True while a question is open above the wizard: Escape belongs to it. */
  covered?: boolean
  footer: ReactNode
  children: ReactNode
}

/** A modal with numbered steps at the left, the current step at the right and buttons below. */
export function WizardFrame(props: WizardFrameProps) {
  const { title, steps, current, onStep, free, onClose, covered, footer, children } = props
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(current)

  useEffect(() => {
    if (shown.current === current) return
    shown.current = current
    if (!focusAwaitedField()) heading.current?.focus()
  }, [current])

  return (
    <Dialog
      opened
      onClose={onClose}
      title={title}
      size={860}
      closeOnEscape={!covered}
      closeOnClickOutside={false}
      classNames={{ content: styles.content, body: styles.body, header: styles.header, title: styles.title }}
    >
      <div className={styles.columns}>
        <ol className={styles.steps} aria-label={common('steps')}>
          {steps.map((name, index) => (
            <Step
              key={name}
              name={name}
              number={index + 1}
              state={index === current ? 'current' : free || index < current ? 'done' : 'later'}
              onSelect={
                onStep && index !== current && (free || index < current) ? () => onStep(index) : undefined
              }
            />
          ))}
        </ol>
        {/* A scroll area must be reachable by keyboard: the heading and the fields in it are. */}
        <div className={styles.step}>
          <Title order={3} size="h4" ref={heading} tabIndex={-1} className={styles.heading}>
            {steps[current]}
          </Title>
          {children}
        </div>
      </div>
      <div className={styles.footer}>{footer}</div>
    </Dialog>
  )
}

interface StepProps {
  name: string
  number: number
  state: 'done' | 'current' | 'later'
  onSelect?: () => void
}

function Step({ name, number, state, onSelect }: StepProps) {
  const content = (
    <>
      <span className={styles.mark} aria-hidden="true">
        {state === 'done' ? <CheckIcon size={15} /> : number}
      </span>
      <span className={styles.stepName}>{name}</span>
      {state === 'done' && <span className="visually-hidden">{common('done')}</span>}
    </>
  )
  return (
    <li
      className={styles.stepItem}
      data-state={state}
      aria-current={state === 'current' ? 'step' : undefined}
    >
      {onSelect ? (
        <button type="button" className={styles.stepButton} onClick={onSelect}>
          {content}
        </button>
      ) : (
        <span className={styles.stepButton}>{content}</span>
      )}
    </li>
  )
}
