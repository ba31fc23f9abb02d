import { Alert, Button, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useRef, useState, type FormEvent } from 'react'
import { signIn, type Session } from '@/api/session'
import { SignInFrame } from '@/components/sign-in-frame'
import { signInProblem } from '@/components/sign-in-problem'
import { common } from '@/texts/common'
import { t } from '@/texts/sign-in'
import { PasswordField } from '@/ui/password-field'
import styles from './sign-in-page.module.css'

interface SignInPageProps {
  /** The last session ended by itself. */
  ended?: boolean
  onSignedIn: (session: Session) => void
}

/** Sign-in in two steps: e-mail, then password. */
export function SignInPage({ ended, onSignedIn }: SignInPageProps) {
  const [step, setStep] = useState<'email' | 'password'>('email')
  const emailField = useRef<HTMLInputElement>(null)
  const passwordField = useRef<HTMLInputElement>(null)
  const form = useForm({
    initialValues: { email: '', password: '' },
    validate: {
      email: (email) => (/^\S+@\S+$/.test(email.trim()) ? null : t('enterEmail')),
      password: (password) => (step === 'password' && password === '' ? common('enterPassword') : null),
    },
    validateInputOnChange: false,
  })
  const attempt = useMutation({
    mutationFn: (credentials: { email: string; password: string }) => signIn(credentials),
    // The variables of a mutation hold the password.
    gcTime: 0,
    onSuccess: onSignedIn,
    onError: () => {
      form.setFieldValue('password', '')
      passwordField.current?.focus()
    },
  })

  const focusField = () => (step === 'email' ? emailField : passwordField).current?.focus()

  useEffect(() => {
    const field = step === 'email' ? emailField : passwordField
    field.current?.focus()
  }, [step])

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const { email, password } = form.values
    if (form.validate().hasErrors) focusField()
    else if (step === 'email') setStep('password')
    else if (!attempt.isPending) attempt.mutate({ email: email.trim(), password })
  }
  const changeEmail = () => {
    attempt.reset()
    form.setFieldValue('password', '')
    setStep('email')
  }

  return (
    <SignInFrame title={common('signIn')}>
      <form onSubmit={submit} noValidate>
        <Stack gap="md">
          {ended && !attempt.isError && (
            <Alert color="lagoon" role="status">
              {t('ended')}
            </Alert>
          )}
          {attempt.isError && (
            <Alert color="brick" role="alert">
              {signInProblem(attempt.error)}
            </Alert>
          )}
          {step === 'email' ? (
            <TextInput
              key="email"
              ref={emailField}
              label={common('email')}
              type="email"
              autoComplete="username"
              size="md"
              {...form.getInputProps('email')}
            />
          ) : (
            <>
              <div className={styles.who}>
                <span>{form.values.email.trim()}</span>
                <Button variant="subtle" size="compact-sm" onClick={changeEmail}>
                  {common('change')}
                </Button>
              </div>
              {/* Password stores look for the user name beside the password. */}
              <input
                type="email"
                name="username"
                autoComplete="username"
                value={form.values.email}
                readOnly
                hidden
              />
              <PasswordField
                key="password"
                ref={passwordField}
                label={common('password')}
                autoComplete="current-password"
                size="md"
                {...form.getInputProps('password')}
              />
            </>
          )}
          <Button type="submit" size="md" loading={attempt.isPending}>
            {t('continue')}
          </Button>
        </Stack>
      </form>
    </SignInFrame>
  )
}
