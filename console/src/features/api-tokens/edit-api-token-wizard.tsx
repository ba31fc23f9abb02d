import { useQuery } from '@tanstack/react-query'
import { queryKeys } from '@/api/query-keys'
import { assignableModulesQuery } from '@/components/choice/modules'
import { definitionChange, definitionOf, definitionVersions } from '@/components/definition/definition'
import { EditWizard } from '@/components/wizard/edit-wizard'
import { useSave } from '@/components/wizard/use-save'
import { t } from '@/texts/api-tokens'
import { t as changes } from '@/texts/token-changes'
import { t as wizard } from '@/texts/wizard'
import { createProblem } from './create-errors'
import { GeneralStep } from './general-step'
import { TokenModulesStep } from './modules-step'
import { readApiToken, updateApiToken, type ApiToken } from './requests'
import { useTokenForm } from './use-token-form'

interface EditApiTokenWizardProps {
  token: ApiToken
  onClose: () => void
  /** The token does not exist any more. */
  onGone: () => void
}

/** Changes name, description and modules of a token (C-060). */
export default function EditApiTokenWizard({ token, onClose, onGone }: EditApiTokenWizardProps) {
  const base = definitionOf(token)
  const { form, step, setStep, show, checkGeneral } = useTokenForm({ ...base, logo: null }, 0, () => {})
  const { values } = form
  const assignable = useQuery(assignableModulesQuery(token.account?.id ?? ''))
  const patch = definitionChange(base, values)
  const saving = useSave({
    base: token,
    patch,
    changed: Object.keys(patch).length > 0,
    save: (change, revision) => updateApiToken(token.id, change, revision),
    read: () => readApiToken(token.id),
    sortProblem: createProblem,
    onFieldProblems: show,
    savedText: changes('edited', { name: values.name.trim() }),
    goneText: t('gone', { name: token.name ?? token.id }),
    refreshes: [queryKeys.apiTokens],
    onClose,
    onGone,
  })
  return (
    <EditWizard
      title={changes('editTitle')}
      steps={[
        {
          name: wizard('general'),
          check: () => {
            if (!form.validate().hasErrors) return true
            setStep(0)
            return checkGeneral()
          },
          content: <GeneralStep form={form} onEnter={() => checkGeneral() && saving.save()} />,
        },
        {
          name: wizard('modules'),
          content: <TokenModulesStep form={form} assignable={assignable} held={token.modules} />,
        },
      ]}
      step={step}
      onStep={setStep}
      conflict={
        saving.theirs &&
        definitionVersions({
          base,
          mine: values,
          theirs: definitionOf(saving.theirs),
          modules: [...(assignable.data ?? []), ...(token.modules ?? []), ...(saving.theirs.modules ?? [])],
        })
      }
      {...saving.frame}
    />
  )
}
