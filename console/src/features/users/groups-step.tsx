import { useQuery } from '@tanstack/react-query'
import { ChoiceStep } from '@/components/choice/choice-step'
import { t } from '@/texts/users'
import { allGroupsQuery } from './requests'

interface GroupsStepProps {
  accountId: string
  selected: string[]
  onSelected: (ids: string[]) => void
  error?: string
}

export function GroupsStep({ accountId, selected, onSelected, error }: GroupsStepProps) {
  const groups = useQuery(allGroupsQuery(accountId))
  return (
    <ChoiceStep
      label={t('groups')}
      searchLabel={t('searchGroups')}
      loadingText={t('loadingGroups')}
      noMatchText={t('noGroupMatches')}
      emptyText={t('noGroupsToChoose')}
      statusText={(count) => t('groupsSelected', { count })}
      choices={groups.data?.map((group) => ({
        id: group.id,
        name: group.name ?? group.id,
        description: group.description,
      }))}
      loadError={groups.error}
      onRetry={() => void groups.refetch()}
      selected={selected}
      onSelected={onSelected}
      error={error}
    />
  )
}
