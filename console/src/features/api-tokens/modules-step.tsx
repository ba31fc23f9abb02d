import { Checkbox, Skeleton, Stack, Text, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { errorSentence, traceIdOf } from '@/api/problem'
import { Failure } from '@/components/page-state'
import { t } from '@/texts/api-tokens'
import { common } from '@/texts/common'
import { SearchIcon } from '@/ui/icons'
import styles from './modules-step.module.css'
import { moduleName, type ModuleRef } from './requests'

interface ModulesStepProps {
  /** Undefined while they load. */
  modules: ModuleRef[] | undefined
  loadError: unknown
  onRetry: () => void
  selected: string[]
  onSelected: (ids: string[]) => void
  error?: string
}

export function ModulesStep({ modules, loadError, onRetry, selected, onSelected, error }: ModulesStepProps) {
  const [text, setText] = useState('')
  if (!modules) {
    if (loadError)
      return <Failure message={errorSentence(loadError)} traceId={traceIdOf(loadError)} onRetry={onRetry} />
    return (
      <Stack gap="lg" aria-busy="true">
        <p className="visually-hidden" role="status">
          {t('loadingModules')}
        </p>
        {[0, 1, 2].map((row) => (
          <Skeleton key={row} height={34} />
        ))}
      </Stack>
    )
  }
  if (modules.length === 0) {
    return <Text>{t('noModules')}</Text>
  }
  const wanted = text.trim().toLowerCase()
  const found = modules.filter((module) =>
    `${moduleName(module)}\n${module.description ?? ''}`.toLowerCase().includes(wanted),
  )
  return (
    <>
      <TextInput
        aria-label={t('searchModules')}
        placeholder={common('search')}
        leftSection={<SearchIcon size={16} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {error && (
        <Text role="alert" c="var(--mantine-color-error)" size="sm" mt="sm">
          {error}
        </Text>
      )}
      <Checkbox.Group
        value={selected}
        onChange={onSelected}
        label={common('modules')}
        labelProps={{ className: 'visually-hidden' }}
      >
        <ul className={styles.list}>
          {found.map((module) => (
            <ModuleRow key={module.id} module={module} selected={selected.includes(module.id)} />
          ))}
        </ul>
      </Checkbox.Group>
      <Text size="sm" c="dimmed" role="status">
        {found.length === 0 ? t('noModuleMatches') : selectedText(selected.length)}
      </Text>
    </>
  )
}

function ModuleRow({ module, selected }: { module: ModuleRef; selected: boolean }) {
  const noteId = useId()
  const note = moduleNote(module)
  return (
    <li>
      <Checkbox
        value={module.id}
        label={moduleName(module)}
        // Mantine shows the description and does not link it.
        description={note && <span id={noteId}>{note}</span>}
        aria-describedby={note && noteId}
        // C-044: shown, because the account has it, and not to be chosen here. One that is chosen can be given up.
        disabled={module.paid === true && !selected}
        classNames={{ body: styles.row, labelWrapper: styles.label }}
      />
    </li>
  )
}

function moduleNote({ description, paid }: ModuleRef): string | undefined {
  if (!paid) return description
  return [description, t('paidModule')].filter(Boolean).join(' ')
}

function selectedText(count: number): string {
  if (count === 0) return t('noModuleSelected')
  return t('modulesSelected', { count })
}
