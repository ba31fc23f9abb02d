import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { queryKeys } from '@/api/query-keys'
import { useSession } from '@/api/session'
import { assignableModulesQuery } from '@/components/choice/modules'
import { LogoPreview } from '@/components/logo-field'
import { Lines, moduleLines, Overview } from '@/components/overview'
import overview from '@/components/overview.module.css'
import { CreateWizard } from '@/components/wizard/create-wizard'
import { draftOwner, keptDraft } from '@/components/wizard/draft'
import { useCreate } from '@/components/wizard/use-create'
import { paths } from '@/paths'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { t as wizard } from '@/texts/wizard'
import { speak } from '@/ui/announce'
import { createProblem } from './create-errors'
import { GeneralStep } from './general-step'
import { TokenModulesStep } from './modules-step'
import { createRequest, draftKind, emptyToken, isEmpty, type NewApiToken } from './requests'
import { secretToShow } from './secret-to-show'
import { SummaryStep } from './summary-step'
import { useTokenForm } from './use-token-form'

/** Adds an API token in four steps. */
export default function AddApiTokenWizard({ onClose }: { onClose: () => void }) {
  const session = useSession()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [draft] = useState(() => keptDraft<NewApiToken>(draftOwner(session), draftKind))
  const [copied, setCopied] = useState(false)
  const assignable = useQuery(assignableModulesQuery(session.account?.id ?? ''))

  const create = useCreate({
    prepare: createRequest,
    // Within the request: what a mutation returns is cached, and this holds the secret.
    complete: async ({ token, secret }) => ({
      token,
      secret: await secretToShow(secret, token.account?.id ?? session.account?.id),
    }),
    sortProblem: createProblem,
    onCreated: ({ token }) => {
      void queries.invalidateQueries({ queryKey: queryKeys.apiTokens })
      speak(t('added', { name: token.name ?? token.id }))
    },
    onFieldProblems: (fields) => input.show(fields),
  })
  const input = useTokenForm(draft?.input ?? emptyToken, draft?.step ?? 0, () => create.clear())
  const { form, step, setStep, logoProblem, setLogoProblem, checkGeneral } = input
  const { values } = form
  const chosen = (assignable.data ?? []).filter(({ id }) => values.moduleIds.includes(id))
  const { created } = create
  const next = () => {
    if (checkGeneral()) setStep(1)
  }

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
          check: checkGeneral,
          content: (
            <GeneralStep
              form={form}
              logoProblem={logoProblem}
              onLogoProblem={setLogoProblem}
              onEnter={next}
            />
          ),
        },
        {
          name: wizard('modules'),
          content: <TokenModulesStep form={form} assignable={assignable} />,
        },
        {
          name: wizard('overview'),
          content: (
            <Overview
              pairs={[
                { label: common('name'), values: [values.name.trim()] },
                {
                  label: common('logo'),
                  values: values.logo
                    ? [
                        <LogoPreview
                          key="logo"
                          file={values.logo}
                          alt={common('logo')}
                          className={overview.logo}
                        />,
                      ]
                    : [],
                },
                {
                  label: common('description'),
                  values: values.description ? [<Lines key="text" text={values.description} />] : [],
                },
                {
                  label: common('modules'),
                  values: moduleLines(chosen),
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
          <SummaryStep
            token={created.token}
            modules={created.token.modules ?? chosen}
            secret={created.secret}
            onCopied={() => setCopied(true)}
          />
        )
      }
      entered={isEmpty(values) && logoProblem === undefined ? undefined : values}
      lastQuestion={
        created?.secret.kind === 'once' && !copied
          ? { title: t('leaveTitle'), text: t('leaveText') }
          : undefined
      }
      onViewDetails={() => {
        if (created) void navigate({ to: paths.apiToken, params: { id: created.token.id } })
      }}
      onClose={onClose}
    />
  )
}
