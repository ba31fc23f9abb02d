import { Alert, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { queryKeys } from '@/api/query-keys'
import { useSession } from '@/api/session'
import { assignableModulesQuery, moduleName } from '@/components/choice/modules'
import { Missing } from '@/components/date-time'
import { allMembersQuery, memberName } from '@/components/members/requests'
import { Lines, moduleLines, Overview, SummaryCard, TwoLines } from '@/components/overview'
import { CreateWizard } from '@/components/wizard/create-wizard'
import { draftOwner, keptDraft } from '@/components/wizard/draft'
import { useCreate } from '@/components/wizard/use-create'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/groups'
import { t as wizard } from '@/texts/wizard'
import { speak } from '@/ui/announce'
import { GroupGeneralStep, GroupModulesStep, groupProblem, GroupUsersStep, useGroupForm } from './group-form'
import { changeGroupUsers } from './group-users'
import { createGroupRequest, draftKind, emptyGroup, type GroupInput } from './requests'

/** Adds a group: what it is called, what it gives, and to whom (C-081). */
export default function AddGroupWizard({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const accountId = session.account?.id ?? ''
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [draft] = useState(() => keptDraft<GroupInput>(draftOwner(session), draftKind))
  const assignable = useQuery(assignableModulesQuery(accountId))
  const members = useQuery(allMembersQuery(accountId))
  const nameOf = (id: string) => memberName(members.data?.find((member) => member.id === id) ?? { id })

  const create = useCreate({
    prepare: createGroupRequest,
    complete: async (group) => ({
      group,
      refused: await changeGroupUsers({
        accountId,
        groupId: group.id,
        before: [],
        after: input.form.values.userIds,
        nameOf,
      }),
    }),
    sortProblem: groupProblem,
    onCreated: ({ group }) => {
      void queries.invalidateQueries({ queryKey: queryKeys.groups })
      void queries.invalidateQueries({ queryKey: queryKeys.members })
      speak(t('added', { name: group.name ?? group.id }))
    },
    onFieldProblems: (fields) => input.show(fields),
  })
  const input = useGroupForm(draft?.input ?? emptyGroup, draft?.step ?? 0, () => create.clear())
  const { form, step, setStep } = input
  const { values } = form
  const chosen = (assignable.data ?? []).filter(({ id }) => values.moduleIds.includes(id))
  const { created } = create
  const entered =
    values.name !== '' || values.description !== '' || values.moduleIds.length + values.userIds.length > 0
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
          name: wizard('general'),
          check: input.checkGeneral,
          content: <GroupGeneralStep form={form} onEnter={() => input.checkGeneral() && setStep(1)} />,
        },
        {
          name: wizard('modules'),
          check: input.checkModules,
          content: (
            <GroupModulesStep
              form={form}
              modules={assignable.data}
              loadError={assignable.error}
              onRetry={() => void assignable.refetch()}
            />
          ),
        },
        { name: t('users'), content: <GroupUsersStep form={form} accountId={accountId} /> },
        {
          name: wizard('overview'),
          content: (
            <Overview
              pairs={[
                { label: common('name'), values: [values.name.trim()] },
                {
                  label: common('description'),
                  values: values.description ? [<Lines key="text" text={values.description} />] : [],
                },
                {
                  label: common('modules'),
                  values: moduleLines(chosen),
                },
                {
                  label: t('users'),
                  values: values.userIds.map((id) => <TwoLines key={id} first={nameOf(id)} second={id} />),
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
              label={t('newGroup')}
              columns={[
                {
                  title: common('name'),
                  value: (
                    <TwoLines first={created.group.name ?? created.group.id} second={created.group.id} />
                  ),
                },
                {
                  title: common('modules'),
                  value: chosen.length === 0 ? <Missing /> : chosen.map(moduleName).join(', '),
                },
                { title: t('users'), value: values.userIds.length - created.refused.length },
              ]}
            />
            {created.refused.length > 0 && (
              <Alert color="brick" role="alert" mb="md">
                {t('notPutIn', { names: created.refused.join('; ') })}
              </Alert>
            )}
            <Text mb="sm">{t('created')}</Text>
            <Text>{t('createdHint')}</Text>
          </>
        )
      }
      entered={entered ? values : undefined}
      onViewDetails={() => {
        if (created) void navigate({ to: paths.group, params: { id: created.group.id } })
      }}
      onClose={onClose}
    />
  )
}
