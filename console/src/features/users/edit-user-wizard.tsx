import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { queryKeys } from '@/api/query-keys'
import { sameIds } from '@/components/definition/definition'
import { memberName, type Member } from '@/components/members/requests'
import { EditWizard } from '@/components/wizard/edit-wizard'
import { sortProblem } from '@/components/wizard/field-problems'
import { useSave } from '@/components/wizard/use-save'
import { compareTexts } from '@/texts/formats'
import { t } from '@/texts/users'
import { GroupsStep } from './groups-step'
import { allGroupsQuery, changeGroups, readMember } from './requests'

interface EditUserWizardProps {
  accountId: string
  member: Member
  onClose: () => void
  onGone: () => void
}

/** Changes the groups of a member, and nothing else (C-087). */
export default function EditUserWizard({ accountId, member, onClose, onGone }: EditUserWizardProps) {
  const name = memberName(member)
  const base = idsOf(member)
  const [selected, setSelected] = useState(base)
  const [error, setError] = useState<string>()
  const groups = useQuery(allGroupsQuery(accountId))
  const saving = useSave({
    base: member,
    patch: selected,
    changed: !sameIds(base, selected),
    save: (ids, revision) => changeGroups(accountId, member.id, ids, revision),
    read: () => readMember(accountId, member.id),
    sortProblem: (problem) => sortProblem<'groups'>(problem, { groups: 'groups' }),
    onFieldProblems: (fields) => setError(fields.groups),
    savedText: t('edited', { name }),
    goneText: t('gone', { name }),
    refreshes: [queryKeys.members, queryKeys.groups],
    onClose,
    onGone,
  })
  const namesOf = (ids: string[]) =>
    ids
      .map((id) => groups.data?.find((group) => group.id === id)?.name ?? id)
      .sort(compareTexts)
      .join('\n')
  return (
    <EditWizard
      title={t('editTitle')}
      steps={[
        {
          name: t('groups'),
          check: () => {
            if (selected.length > 0) return true
            setError(t('oneGroup'))
            return false
          },
          content: (
            <GroupsStep
              accountId={accountId}
              selected={selected}
              onSelected={(ids) => {
                setSelected(ids)
                setError(undefined)
              }}
              error={error}
            />
          ),
        },
      ]}
      step={0}
      onStep={() => {}}
      conflict={
        saving.theirs && [
          {
            field: t('groups'),
            base: namesOf(base),
            mine: namesOf(selected),
            theirs: namesOf(idsOf(saving.theirs)),
          },
        ]
      }
      {...saving.frame}
    />
  )
}

function idsOf({ groups = [] }: Member): string[] {
  return groups.map(({ id }) => id)
}
