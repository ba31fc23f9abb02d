import { Stack, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useState, type ReactNode } from 'react'
import { queryKeys } from '@/api/query-keys'
import { sessionQuery } from '@/api/session'
import { LogoField } from '@/components/logo-field'
import { logoRefusal } from '@/components/logo-rules'
import { OptionalLabel } from '@/components/optional-label'
import { tooLong } from '@/components/text-rules'
import { EditWizard } from '@/components/wizard/edit-wizard'
import { focusField, sortProblem } from '@/components/wizard/field-problems'
import { useSave } from '@/components/wizard/use-save'
import { t } from '@/texts/accounts'
import { common } from '@/texts/common'
import { t as wizard } from '@/texts/wizard'
import {
  accountChange,
  addressFields,
  readAccount,
  textsOf,
  updateAccount,
  type Account,
  type AccountTexts,
} from './requests'

type Field = keyof AccountTexts | 'logo'

const fieldsOfStep: Field[][] = [
  ['logo', 'name'],
  ['website', 'defaultLanguageCode', 'description', 'technicalSupportEmail'],
  [...addressFields],
]

const lengths: Record<keyof AccountTexts, number> = {
  name: 500,
  website: 2000,
  defaultLanguageCode: 35,
  description: 2000,
  technicalSupportEmail: 320,
  addressLine1: 250,
  addressLine2: 250,
  postCode: 250,
  city: 250,
  state: 250,
  country: 3,
}

function accountProblem(error: unknown) {
  const logo = logoRefusal(error)
  if (logo) return { fields: { logo } }
  const ofAddress = Object.fromEntries(addressFields.map((field) => [`address.${field}`, field]))
  const own = Object.fromEntries(
    [...(fieldsOfStep[0] ?? []), ...(fieldsOfStep[1] ?? [])].map((field) => [field, field]),
  )
  return sortProblem<Field>(error, { ...own, ...ofAddress })
}

function textProblem(field: keyof AccountTexts, text: string): string | null {
  const trimmed = text.trim()
  if (field === 'name' && trimmed === '') return common('enterName')
  const problem = tooLong(trimmed, lengths[field])
  if (problem || trimmed === '') return problem
  if (field === 'country' && !/^[A-Z]{2,3}$/.test(trimmed)) return t('countryRule')
  if (field === 'technicalSupportEmail' && !/^[^\s@]+@[^\s@]+$/.test(trimmed)) return t('emailRule')
  return null
}

interface EditAccountWizardProps {
  account: Account
  onClose: () => void
}

/** Changes the account's own texts and logo (C-089). */
export default function EditAccountWizard({ account, onClose }: EditAccountWizardProps) {
  const base = textsOf(account)
  const [step, setStep] = useState(0)
  const [logo, setLogo] = useState<File | null>(null)
  const [logoProblem, setLogoProblem] = useState<string>()
  const names = Object.keys(base) as (keyof AccountTexts)[]
  const form = useForm<AccountTexts>({
    initialValues: base,
    validate: Object.fromEntries(names.map((field) => [field, (text: string) => textProblem(field, text)])),
  })
  const firstOf = (at: number, fields: Partial<Record<Field, ReactNode>>) =>
    fieldsOfStep[at]?.find((field) => fields[field])
  const check = (at: number) => () => {
    const wrong = firstOf(at, { ...form.validate().errors, logo: logoProblem })
    if (wrong) focusField(wrong)
    return wrong === undefined
  }
  const change = accountChange(base, form.values)
  const saving = useSave({
    base: account,
    patch: change,
    changed: Object.keys(change).length > 0 || logo !== null,
    save: (patch, revision) => updateAccount(account.id, patch, logo, revision),
    read: () => readAccount(account.id),
    sortProblem: accountProblem,
    onFieldProblems: (fields) => {
      const { logo: aboutLogo, ...texts } = fields
      if (aboutLogo) setLogoProblem(aboutLogo)
      form.setErrors(texts)
      const at = fieldsOfStep.findIndex((_, index) => firstOf(index, fields))
      const wrong = firstOf(at, fields)
      if (!wrong) return
      setStep(at)
      focusField(wrong)
    },
    savedText: t('edited'),
    goneText: t('gone'),
    // The header shows the name and the logo of the account.
    refreshes: [queryKeys.accounts, sessionQuery.queryKey],
    onClose,
  })
  const labels: Record<keyof AccountTexts, string> = {
    name: common('name'),
    website: t('website'),
    defaultLanguageCode: t('language'),
    description: common('description'),
    technicalSupportEmail: t('supportEmail'),
    addressLine1: t('addressLine1'),
    addressLine2: t('addressLine2'),
    postCode: t('postCode'),
    city: t('city'),
    state: t('state'),
    country: t('country'),
  }
  const hints: Partial<Record<keyof AccountTexts, string>> = {
    country: t('countryHint'),
    defaultLanguageCode: t('languageHint'),
  }
  const label = (field: keyof AccountTexts) => <OptionalLabel>{labels[field]}</OptionalLabel>
  const input = (field: keyof AccountTexts) => (
    <TextInput key={field} label={label(field)} description={hints[field]} {...form.getInputProps(field)} />
  )
  return (
    <EditWizard
      title={t('editTitle')}
      steps={[
        {
          name: wizard('general'),
          check: check(0),
          content: (
            <Stack gap="lg" maw={480}>
              <LogoField
                logo={logo}
                error={logoProblem}
                onLogo={(file) => {
                  setLogo(file)
                  setLogoProblem(undefined)
                }}
                onProblem={(problem) => {
                  setLogo(null)
                  setLogoProblem(problem)
                }}
              />
              <TextInput
                label={labels.name}
                aria-required="true"
                data-autofocus
                {...form.getInputProps('name')}
              />
            </Stack>
          ),
        },
        {
          name: t('additional'),
          check: check(1),
          content: (
            <Stack maw={480}>
              {input('website')}
              {input('defaultLanguageCode')}
              <Textarea label={label('description')} rows={4} {...form.getInputProps('description')} />
              {input('technicalSupportEmail')}
            </Stack>
          ),
        },
        {
          name: t('address'),
          check: check(2),
          content: <Stack maw={480}>{addressFields.map(input)}</Stack>,
        },
      ]}
      step={step}
      onStep={setStep}
      conflict={
        saving.theirs &&
        names.map((field) => ({
          field: labels[field],
          base: base[field],
          mine: form.values[field].trim(),
          theirs: textsOf(saving.theirs as Account)[field],
        }))
      }
      {...saving.frame}
    />
  )
}
