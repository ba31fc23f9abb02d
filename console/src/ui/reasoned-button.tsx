import { Button, Tooltip, type ButtonProps } from '@mantine/core'
import { useId, type MouseEventHandler, type ReactNode } from 'react'

interface ReasonedButtonProps extends ButtonProps {
  children: ReactNode
  onClick: MouseEventHandler<HTMLButtonElement>
  /** Why the button can not be used now; enabled when absent. */
  disabledReason?: string
}

/** A button that stays reachable while disabled, so that everybody can find out why. */
export function ReasonedButton({ disabledReason, onClick, children, ...rest }: ReasonedButtonProps) {
  const reasonId = useId()
  if (!disabledReason) {
    return (
      <Button {...rest} onClick={onClick}>
        {children}
      </Button>
    )
  }
  return (
    <>
      <Tooltip label={disabledReason} withArrow events={{ hover: true, focus: true, touch: true }}>
        <Button
          {...rest}
          data-disabled
          aria-disabled="true"
          aria-describedby={reasonId}
          onClick={(event) => event.preventDefault()}
        >
          {children}
        </Button>
      </Tooltip>
      <span id={reasonId} className="visually-hidden">
        {disabledReason}
      </span>
    </>
  )
}
