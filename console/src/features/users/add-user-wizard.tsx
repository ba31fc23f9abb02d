import { Stack, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState, type KeyboardEvent } from 'react'
import { problemStatus } from '@/api/problem'
import { queryKeys } from '@/api/query-keys'
import { useSession } from '@/api/session'
import { CopyButton } from '@/components/copy-button'
import { memberName } from '@/components/members/requests'
import { Overview, SummaryCard, TwoLines } from '@/components/overview'
import styles from '@/components/overview.module.css'
import { nameOfPersonProblem } from '@/components/person-rules'
import { CreateWizard } from '@/components/wizard/create-wizard'
import { draftOwner, keptDraft } from '@/components/wizard/draft'
import { focusField, sortProblem, type SortedProblem } from '@/components/wizard/field-problems'
import { useCreate } from '@/components/wizard/use-create'
import { paths } from '@/paths'
import { t } from '@/texts/users'
import { t as wizard } from '@/texts/wizard'
import { speak } from '@/ui/announce'
import { GroupsStep } from './groups-step'
import {
  allGroupsQuery,
  draftKind,
  emptyInvitation,
  invitationRequest,
  type InvitationInput,
} from './requests'
import { emailProblem } from './rules'

type Field = keyof InvitationInput
const fieldsOfStep: Field[][] = [['email'], ['firstName', 'lastName'], ['groupIds']]

/** Sorts a refused invitation to the places where its messages belong. */
export function invitationProblem(error: unknown): SortedProblem<Field> {
  const sorted = sortProblem<Field>(error, {
    'user.email': 'email',
    'user.firstName': 'firstName',
    'user.lastName': 'lastName',
    groups: 'groupIds',
  })
  // A membership that exists is about the address, whatever the conflict names.
  if (problemStatus(error) === 409) return { fields: { email: sorted.general ?? t('memberAlready') } }
  return sorted
}

/** Invites somebody into the account (C-086). */
export default function AddUserWizard({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const accountId = session.account?.id ?? ''
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [draft] = useState(() => keptDraft<InvitationInput>(draftOwner(session), draftKind))
  const [step, setStep] = useState(draft?.step ?? 0)
  const groups = useQuery(allGroupsQuery(accountId))
  const create = useCreate({
    prepare: (input: InvitationInput) => invitationRequest(accountId, input),
    complete: async (member) => member,
    sortProblem: invitationProblem,
    onCreated: (member) => {
      void queries.invalidateQueries({ queryKey: queryKeys.members })
      void queries.invalidateQueries({ queryKey: queryKeys.groups })
      speak(t('added', { name: memberName(member) }))
    },
    onFieldProblems: (fields) => {
      for (const [field, message] of Object.entries(fields)) form.setFieldError(field, message)
      const wrong = fieldsOfStep.findIndex((names) => names.some((name) => fields[name]))
      if (wrong < 0) return
      setStep(wrong)
      const first = fieldsOfStep[wrong]?.find((name) => fields[name])
      if (first) focusField(first)
    },
  })
  const form = useForm<InvitationInput>({
    initialValues: draft?.input ?? emptyInvitation,
    validate: {
      email: emailProblem,
      firstName: (name) => nameOfPersonProblem(name, t('enterFirstName')),
      lastName: (name) => nameOfPersonProblem(name, t('enterLastName')),
      groupIds: (ids) => (ids.length === 0 ? t('oneGroup') : null),
    },
    onValuesChange: () => create.clear(),
  })
  const check = (index: number) => () => {
    const wrong = (fieldsOfStep[index] ?? []).find((field) => form.validateField(field).hasError)
    for (const field of fieldsOfStep[index] ?? []) form.validateField(field)
    if (wrong) focusField(wrong)
    return wrong === undefined
  }
  const onEnter = (index: number) => (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.nativeEvent.isComposing && check(index)()) setStep(index + 1)
  }
  const { values } = form
  const { created } = create
  const chosen = (groups.data ?? []).filter(({ id }) => values.groupIds.includes(id))
  const entered = JSON.stringify(values) !== JSON.stringify(emptyInvitation)
  return (
    <CreateWizard
      kind={draftKind}
      texts={{
        title: t('addTitle'),
        discardTitle: t('discardTitle'),
        adding: t('adding'),
        failedTitle: t('failedTitle'),
        unknownText: t('unknownText'),
      }}
      steps={[
        {
          name: t('email'),
          check: check(0),
          content: (
            <Stack maw={480}>
              <TextInput
                label={t('email')}
                description={t('emailHint')}
                placeholder={t('emailPlaceholder')}
                type="email"
                autoComplete="off"
                aria-required="true"
                data-autofocus
                onKeyDown={onEnter(0)}
                {...form.getInputProps('email')}
              />
            </Stack>
          ),
        },
        {
          name: t('userDetails'),
          check: check(1),
          content: (
            <Stack maw={480}>
              <TextInput
                label={t('firstName')}
                autoComplete="off"
                aria-required="true"
                onKeyDown={onEnter(1)}
                {...form.getInputProps('firstName')}
              />
              <TextInput
                label={t('lastName')}
                autoComplete="off"
                aria-required="true"
                onKeyDown={onEnter(1)}
                {...form.getInputProps('lastName')}
              />
            </Stack>
          ),
        },
        {
          name: t('groups'),
          check: check(2),
          content: (
            <GroupsStep
              accountId={accountId}
              selected={values.groupIds}
              onSelected={(ids) => {
                form.setFieldValue('groupIds', ids)
                form.clearFieldError('groupIds')
              }}
              error={form.errors.groupIds as string | undefined}
            />
          ),
        },
        {
          name: wizard('overview'),
          content: (
            <Overview
              pairs={[
                { label: t('email'), values: [values.email.trim()] },
                { label: t('userName'), values: [`${values.firstName.trim()} ${values.lastName.trim()}`] },
                {
                  label: t('groups'),
                  values: chosen.map(({ id, name }) => <TwoLines key={id} first={name ?? id} second={id} />),
                },
              ]}
            />
          ),
        },
      ]}
      step={step}
      onStep={setStep}
      create={{ ...create, add: () => create.add(values) }}
      summary={
        created && (
          <>
            <SummaryCard
              label={t('newUser')}
              columns={[
                { title: t('user'), value: <TwoLines first={memberName(created)} second={created.id} /> },
                { title: t('groups'), value: chosen.map(({ id, name }) => name ?? id).join(', ') },
              ]}
            />
            <Text mb="sm">{t('created', { name: memberName(created) })}</Text>
            {created.invitation?.url ? (
              <>
                <Text mb="xs" fw={600} id="invitation-link">
                  {t('linkHint')}
                </Text>
                <output className={styles.secret} aria-labelledby="invitation-link">
                  {created.invitation.url}
                </output>
                <CopyButton
                  labelled
                  label={t('copyLink')}
                  text={created.invitation.url}
                  done={t('linkCopied')}
                />
              </>
            ) : (
              <Text>{t('noLink')}</Text>
            )}
          </>
        )
      }
      entered={entered ? values : undefined}
      onViewDetails={() => {
        if (created) void navigate({ to: paths.user, params: { id: created.id } })
      }}
      onClose={onClose}
    />
  )
}
