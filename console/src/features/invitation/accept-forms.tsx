import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import type { UseMutationResult } from '@tanstack/react-query'
import type { FormEvent, ReactNode } from 'react'
import { fieldErrors, problemStatus } from '@/api/problem'
import type { Session } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { OptionalLabel } from '@/components/optional-label'
import { signInProblem } from '@/components/sign-in-problem'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/invitation'
import { PasswordField, UserName } from '@/ui/password-field'
import { useWrongField } from '@/ui/use-wrong-field'
import styles from './invitation-page.module.css'
import type { OpenInvitation } from './requests'
import { passwordProblem, personNameProblem, phoneNumberProblem, phonePrefixProblem } from './rules'

/** What somebody states who accepts; nothing when the session says who it is. */
export interface Acceptance {
  password: string
  firstName?: string
  lastName?: string
  phone?: { prefix: string; number: string }
}

interface AcceptFormProps {
  offer: OpenInvitation
  attempt: UseMutationResult<Session, Error, Acceptance | undefined>
  /** Stands below the button that accepts. */
  declineButton: ReactNode
}

/** Somebody new states name and password. */
export function NewPersonForm({ offer: { user }, attempt, declineButton }: AcceptFormProps) {
  const form = useForm({
    initialValues: {
      firstName: user.firstName ?? '',
      lastName: user.lastName ?? '',
      phone: { prefix: '', number: '' },
      password: '',
      confirmation: '',
    },
    validate: {
      firstName: (name) => personNameProblem(name, 'first name'),
      lastName: (name) => personNameProblem(name, 'last name'),
      phone: { prefix: phonePrefixProblem, number: phoneNumberProblem },
      password: passwordProblem,
      confirmation: (text, { password }) => (text === password ? null : t('passwordsDiffer')),
    },
  })
  const { element, focusWrongField } = useWrongField()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (attempt.isPending) return
    if (form.validate().hasErrors) return focusWrongField()
    const { firstName, lastName, phone, password } = form.values
    const stated = { firstName, lastName, password }
    attempt.mutate(phone.prefix || phone.number ? { ...stated, phone } : stated, {
      onError: (error) => {
        const fields = fieldErrors(error)
        for (const [field, messages] of Object.entries(fields)) form.setFieldError(field, messages[0])
        if (Object.keys(fields).length > 0) focusWrongField()
      },
    })
  }
  return (
    <form onSubmit={submit} ref={element} noValidate>
      <Stack gap="md">
        <AcceptProblem error={attempt.error} fields={Object.keys(form.errors)} />
        <UserName email={user.email} />
        <Group grow gap="sm" align="start">
          <TextInput label={t('firstName')} autoComplete="given-name" {...form.getInputProps('firstName')} />
          <TextInput label={t('lastName')} autoComplete="family-name" {...form.getInputProps('lastName')} />
        </Group>
        <fieldset className={styles.phone}>
          <legend>
            <OptionalLabel>{t('phone')}</OptionalLabel>
          </legend>
          <TextInput
            aria-label={t('countryCode')}
            placeholder="+44"
            autoComplete="tel-country-code"
            inputMode="tel"
            className={styles.prefix}
            {...form.getInputProps('phone.prefix')}
          />
          <TextInput
            aria-label={t('phoneNumber')}
            placeholder="20 5550 0142"
            autoComplete="tel-national"
            inputMode="tel"
            className={styles.number}
            {...form.getInputProps('phone.number')}
          />
        </fieldset>
        <PasswordField
          label={common('password')}
          description={t('passwordRule')}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <PasswordField
          label={t('confirmPassword')}
          autoComplete="new-password"
          {...form.getInputProps('confirmation')}
        />
        <AcceptButton busy={attempt.isPending} />
        {declineButton}
      </Stack>
    </form>
  )
}

/** Somebody whom Jeton knows proves it with the password they have. */
export function KnownPersonForm({ offer: { user }, attempt, declineButton }: AcceptFormProps) {
  const form = useForm({
    initialValues: { password: '' },
    validate: { password: (password) => (password === '' ? common('enterPassword') : null) },
  })
  const { element, focusWrongField } = useWrongField()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (attempt.isPending) return
    if (form.validate().hasErrors) return focusWrongField()
    attempt.mutate(form.values, {
      onError: () => {
        form.setFieldValue('password', '')
        element.current?.querySelector<HTMLElement>('input[type="password"]')?.focus()
      },
    })
  }
  return (
    <form onSubmit={submit} ref={element} noValidate>
      <Stack gap="md">
        <AcceptProblem error={attempt.error} fields={[]} />
        <Text size="sm">{t('known')}</Text>
        <UserName email={user.email} />
        <PasswordField
          label={common('password')}
          autoComplete="current-password"
          size="md"
          {...form.getInputProps('password')}
        />
        <AcceptButton busy={attempt.isPending} />
        {declineButton}
      </Stack>
    </form>
  )
}

/** The person is signed in here, which is proof enough. */
export function SignedInForm({ attempt, declineButton }: AcceptFormProps) {
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!attempt.isPending) attempt.mutate(undefined)
  }
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <AcceptProblem error={attempt.error} fields={[]} />
        <Text size="sm">{t('signedIn')}</Text>
        <AcceptButton busy={attempt.isPending} />
        {declineButton}
      </Stack>
    </form>
  )
}

function AcceptButton({ busy }: { busy: boolean }) {
  return (
    <Button type="submit" size="md" loading={busy}>
      {t('accept')}
    </Button>
  )
}

/** What was refused and does not stand at one of the `fields`. */
function AcceptProblem({ error, fields }: { error: Error | null; fields: string[] }) {
  if (!error) return null
  const wrong = Object.keys(fieldErrors(error))
  if (problemStatus(error) === 400 && wrong.length > 0 && wrong.every((field) => fields.includes(field))) {
    return null
  }
  return (
    <Alert color="brick" role="alert">
      {signInProblem(error)}
      {problemStatus(error) === 409 && (
        <Text size="sm" mt="xs">
          {t.rich('acceptBySignIn', {
            link: (
              <AnchorLink to={paths.signIn} fz="inherit">
                {common('signIn')}
              </AnchorLink>
            ),
          })}
        </Text>
      )}
    </Alert>
  )
}
