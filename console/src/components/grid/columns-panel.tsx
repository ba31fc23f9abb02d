import { Button, Checkbox, Radio, Stack } from '@mantine/core'
import { columnWidths, type ColumnWidths, type View } from '@/components/view'
import { t } from '@/texts/grid'
import { ColumnsIcon } from '@/ui/icons'
import { Panel, PanelFooter } from './panel'

interface ColumnsPanelProps {
  columns: { id: string; header: string; locked?: boolean }[]
  view: View
  onView: (view: View) => void
  opened: boolean
  onOpened: (opened: boolean) => void
}

/** Which columns are shown, and how wide and high (C-025). */
export function ColumnsPanel({ columns, view, onView, opened, onOpened }: ColumnsPanelProps) {
  const hidden = view.hidden ?? []
  const widthLabels: Record<ColumnWidths, string> = {
    default: t('widthDefault'),
    content: t('widthContent'),
    screen: t('widthScreen'),
  }
  return (
    <Panel
      label={t('columns')}
      title={t('columns')}
      icon={<ColumnsIcon size={15} />}
      active={hidden.length > 0}
      opened={opened}
      onOpened={onOpened}
      width={300}
    >
      <Checkbox.Group
        size="xs"
        label={t('shownColumns')}
        value={columns.filter(({ id }) => !hidden.includes(id)).map(({ id }) => id)}
        onChange={(shown) =>
          onView({ ...view, hidden: columns.filter(({ id }) => !shown.includes(id)).map(({ id }) => id) })
        }
      >
        <Stack gap={8} mt={8}>
          {columns.map(({ id, header, locked }) => (
            <Checkbox
              key={id}
              size="xs"
              value={id}
              label={header}
              disabled={locked}
              title={locked ? t('columnLocked') : undefined}
            />
          ))}
        </Stack>
      </Checkbox.Group>
      <Radio.Group
        size="xs"
        label={t('columnWidth')}
        value={view.widths ?? 'default'}
        onChange={(chosen) => onView({ ...view, widths: columnWidths.find((known) => known === chosen) })}
      >
        <Stack gap={8} mt={8}>
          {columnWidths.map((mode) => (
            <Radio key={mode} size="xs" value={mode} label={widthLabels[mode]} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        size="xs"
        label={t('rowHeight')}
        value={view.compact ? 'compact' : 'comfortable'}
        onChange={(chosen) => onView({ ...view, compact: chosen === 'compact' })}
      >
        <Stack gap={8} mt={8}>
          <Radio size="xs" value="comfortable" label={t('rowsComfortable')} />
          <Radio size="xs" value="compact" label={t('rowsCompact')} />
        </Stack>
      </Radio.Group>
      <PanelFooter>
        <Button variant="default" size="compact-sm" onClick={() => onOpened(false)}>
          {t('close')}
        </Button>
      </PanelFooter>
    </Panel>
  )
}
