import {
  Alert,
  Button,
  NativeSelect,
  Radio,
  Stack,
  TextInput,
  Title,
  useMantineColorScheme,
} from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { sessionQuery, useSession } from '@/api/session'
import { Card, Page } from '@/components/page'
import { passwordProblem, personNameProblem } from '@/components/person-rules'
import { localeName } from '@/texts/formats'
import { t as person } from '@/texts/invitation'
import { languages } from '@/texts/language'
import { t } from '@/texts/profile'
import { announceSuccess } from '@/ui/announce'
import { PasswordField, UserName } from '@/ui/password-field'
import styles from './profile-page.module.css'
import { choiceOf, locales, sampleOf, settingsOf } from './regions'
import { changePassword, saveProfile } from './requests'
import { useSubmit } from './use-submit'

/** What a person decides about themselves: name, language, formats, appearance, password. */
export function ProfilePage() {
  const { user } = useSession()
  return (
    <Page title={t('title')}>
      <div className={styles.columns}>
        {/* A new language draws the page again before the session with the new settings is there. */}
        <PersonForm key={JSON.stringify(user.settings)} />
        <div className={styles.column}>
          <Appearance />
          <PasswordForm />
        </div>
      </div>
    </Page>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card label={title}>
      <div className={styles.part}>
        <Title order={2} size="h5" mb="md">
          {title}
        </Title>
        {children}
      </div>
    </Card>
  )
}

interface FormPartProps {
  title: string
  submitLabel: string
  submit: ReturnType<typeof useSubmit>
  children: ReactNode
}

function FormPart({ title, submitLabel, submit, children }: FormPartProps) {
  const { element, busy, problem, onSubmit } = submit
  return (
    <Part title={title}>
      <form onSubmit={onSubmit} ref={element} noValidate>
        <Stack gap="md">
          {problem && (
            <Alert color="brick" role="alert">
              {problem}
            </Alert>
          )}
          {children}
          <div>
            <Button type="submit" loading={busy}>
              {submitLabel}
            </Button>
          </div>
        </Stack>
      </form>
    </Part>
  )
}

function PersonForm() {
  const { user } = useSession()
  const queries = useQueryClient()
  const form = useForm({
    initialValues: {
      firstName: user.firstName ?? '',
      lastName: user.lastName ?? '',
      ...choiceOf(user.settings ?? {}),
    },
    validate: {
      firstName: (name) => personNameProblem(name, 'first name'),
      lastName: (name) => personNameProblem(name, 'last name'),
    },
  })
  const submit = useSubmit({
    form,
    send: async ({ firstName, lastName, ...choice }) => {
      await saveProfile(user.id, { firstName, lastName, settings: settingsOf(choice) })
      // The session holds the language, and everything that is drawn follows it.
      await queries.refetchQueries({ queryKey: sessionQuery.queryKey, exact: true })
    },
    onSent: () => announceSuccess(t('saved')),
  })
  return (
    <FormPart title={t('person')} submitLabel={t('save')} submit={submit}>
      <TextInput label={person('firstName')} autoComplete="given-name" {...form.getInputProps('firstName')} />
      <TextInput label={person('lastName')} autoComplete="family-name" {...form.getInputProps('lastName')} />
      <NativeSelect
        label={t('language')}
        data={[
          { value: '', label: t('asBrowser') },
          ...Object.entries(languages).map(([value, { name }]) => ({ value, label: name })),
        ]}
        {...form.getInputProps('language')}
      />
      <NativeSelect
        label={t('formats')}
        data={[
          { value: '', label: t('asBrowser') },
          ...locales.map((value) => ({
            value,
            label: t('formatSample', { locale: localeName(value), sample: sampleOf(value) }),
          })),
        ]}
        {...form.getInputProps('locale')}
      />
      <NativeSelect
        label={t('timeZone')}
        data={[
          {
            value: '',
            label: t('browserZone', { zone: Intl.DateTimeFormat().resolvedOptions().timeZone }),
          },
          ...Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value })),
        ]}
        {...form.getInputProps('timeZone')}
      />
    </FormPart>
  )
}

const schemes = ['auto', 'light', 'dark'] as const
const schemeTexts = { auto: 'system', light: 'light', dark: 'dark' } as const

function Appearance() {
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Part title={t('appearance')}>
      <Radio.Group
        value={colorScheme}
        onChange={(chosen) => setColorScheme(chosen as (typeof schemes)[number])}
        label={t('appearance')}
        labelProps={{ className: 'visually-hidden' }}
        description={t('appearanceHint')}
      >
        <Stack gap="xs" mt="sm">
          {schemes.map((scheme) => (
            <Radio key={scheme} value={scheme} label={t(schemeTexts[scheme])} />
          ))}
        </Stack>
      </Radio.Group>
    </Part>
  )
}

function PasswordForm() {
  const { user } = useSession()
  const form = useForm({
    initialValues: { currentPassword: '', password: '', confirmation: '' },
    validate: {
      password: passwordProblem,
      confirmation: (text, { password }) => (text === password ? null : person('passwordsDiffer')),
    },
  })
  const submit = useSubmit({
    form,
    send: ({ currentPassword, password }) => changePassword(user.id, { currentPassword, password }),
    onSent: () => {
      form.reset()
      announceSuccess(t('passwordChanged'))
    },
  })
  return (
    <FormPart title={t('changePassword')} submitLabel={t('changePassword')} submit={submit}>
      <UserName email={user.email} />
      <PasswordField
        label={t('currentPassword')}
        autoComplete="current-password"
        {...form.getInputProps('currentPassword')}
      />
      <PasswordField
        label={t('newPassword')}
        description={person('passwordRule')}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
      <PasswordField
        label={person('confirmPassword')}
        autoComplete="new-password"
        {...form.getInputProps('confirmation')}
      />
    </FormPart>
  )
}
