import { Alert, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/api/query-keys'
import { mayUse, useSession } from '@/api/session'
import { assignableModulesQuery, moduleName, type ModuleRef } from '@/components/choice/modules'
import {
  definitionChange,
  definitionOf,
  definitionVersions,
  sameIds,
} from '@/components/definition/definition'
import { allMembersQuery, memberName } from '@/components/members/requests'
import { EditWizard } from '@/components/wizard/edit-wizard'
import { useSave } from '@/components/wizard/use-save'
import { t } from '@/texts/groups'
import { t as wizard } from '@/texts/wizard'
import { announceFailure } from '@/ui/announce'
import { groupName } from './group-actions'
import { GroupGeneralStep, GroupModulesStep, groupProblem, GroupUsersStep, useGroupForm } from './group-form'
import { changeGroupUsers } from './group-users'
import { cascadeQuery, readGroup, updateGroup, type Group, type GroupInput } from './requests'

interface EditGroupWizardProps {
  group: Group
  onClose: () => void
  onGone: () => void
}

/** Changes a group (C-082). Only people with Account Management change the modules of the default group. */
export default function EditGroupWizard({ group, onClose, onGone }: EditGroupWizardProps) {
  const session = useSession()
  const accountId = group.account?.id ?? ''
  const base = inputOf(group)
  const { form, step, setStep, show, checkGeneral, checkModules } = useGroupForm(base, 0, () => {})
  const { values } = form
  const assignable = useQuery(assignableModulesQuery(accountId))
  const members = useQuery(allMembersQuery(accountId))
  const nameOf = (id: string) => memberName(members.data?.find((member) => member.id === id) ?? { id })
  const patch = definitionChange(base, values)
  const patchesGroup = Object.keys(patch).length > 0
  const mayChangeModules = group.isDefault !== true || mayUse(session, 'account-management', 'edit')
  const saving = useSave({
    base: group,
    patch,
    changed: patchesGroup || !sameIds(base.userIds, values.userIds),
    save: async (change, revision) => {
      if (patchesGroup) await updateGroup(group.id, change, revision)
      const refused = await changeGroupUsers({
        accountId,
        groupId: group.id,
        before: base.userIds,
        after: values.userIds,
        nameOf,
      })
      if (refused.length > 0) announceFailure(t('usersNotChanged', { reasons: refused.join('; ') }))
    },
    read: () => readGroup(group.id),
    sortProblem: groupProblem,
    onFieldProblems: show,
    savedText: t('edited', { name: values.name.trim() }),
    goneText: t('gone', { name: groupName(group) }),
    refreshes: [queryKeys.groups, queryKeys.members, queryKeys.assignableModules, queryKeys.apiTokens],
    onClose,
    onGone,
  })
  const lost = group.isDefault ? (group.modules ?? []).filter(({ id }) => !values.moduleIds.includes(id)) : []
  return (
    <EditWizard
      title={t('editTitle')}
      steps={[
        {
          name: wizard('general'),
          check: () => {
            if (!form.validate().hasErrors) return true
            setStep(0)
            return checkGeneral()
          },
          content: <GroupGeneralStep form={form} onEnter={() => checkGeneral() && saving.save()} />,
        },
        {
          name: wizard('modules'),
          // A group that never had one may stay so: the API allows it.
          check: () => patch.modules === undefined || checkModules(),
          content: mayChangeModules ? (
            <>
              {lost.length > 0 && <CascadeWarning accountId={accountId} modules={lost} />}
              <GroupModulesStep
                form={form}
                modules={group.isDefault ? group.modules : assignable.data}
                held={group.modules}
                loadError={assignable.error}
                onRetry={() => void assignable.refetch()}
              />
            </>
          ) : (
            <Text>{t('defaultModules')}</Text>
          ),
        },
        { name: t('users'), content: <GroupUsersStep form={form} accountId={accountId} /> },
      ]}
      step={step}
      onStep={setStep}
      conflict={
        saving.theirs &&
        definitionVersions({
          base,
          mine: values,
          theirs: definitionOf(saving.theirs),
          modules: [...(assignable.data ?? []), ...(group.modules ?? []), ...(saving.theirs.modules ?? [])],
        })
      }
      {...saving.frame}
    />
  )
}

/** What else loses a module that is removed from the default group (C-083, R-095, R-116). */
function CascadeWarning({ accountId, modules }: { accountId: string; modules: ModuleRef[] }) {
  const { data } = useQuery(
    cascadeQuery(
      accountId,
      modules.map(({ id }) => id),
    ),
  )
  return (
    <Alert color="brick" role="alert" mb="md" title={t('cascadeTitle')}>
      <p>{t('cascadeText', { modules: modules.map(moduleName).join(', ') })}</p>
      {data && (
        <p>
          {t('cascadeCount', {
            tokens: t('tokenCount', { count: data.tokens }),
            groups: t('groupCount', { count: data.groups }),
          })}
        </p>
      )}
    </Alert>
  )
}

function inputOf(group: Group): GroupInput {
  return { ...definitionOf(group), userIds: (group.users ?? []).map(({ id }) => id) }
}
