import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { forwardRef } from 'react'
import { common } from '@/texts/common'

/** A password with a button that shows it. Says when it is wrong, which the ready-made field keeps to its frame. */
export const PasswordField = forwardRef<HTMLInputElement, PasswordInputProps & { label: string }>(
  (props, ref) => (
    <PasswordInput
      ref={ref}
      aria-invalid={Boolean(props.error)}
      visibilityToggleButtonProps={{ 'aria-label': common('showOrHide', { label: props.label }) }}
      {...props}
    />
  ),
)
PasswordField.displayName = 'PasswordField'

/** Password stores look for the user name beside the password. */
export function UserName({ email }: { email: string }) {
  return <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
}
