import { Button } from '@mantine/core'
import { useState, type ReactNode } from 'react'
import { errorSentence } from '@/api/problem'
import { PageState } from '@/components/page-state'
import { Paging } from '@/components/paging'
import { isNarrowed, resetView, rowsText, type View } from '@/components/view'
import { common } from '@/texts/common'
import { t } from '@/texts/grid'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { DownloadIcon, GridIcon, RefreshIcon } from '@/ui/icons'
import type { GridColumn } from './column'
import { ColumnsPanel } from './columns-panel'
import { csvOf, downloadText } from './csv'
import styles from './data-grid.module.css'
import { emptyFilter } from './filter'
import { FilterPanel } from './filter-panel'
import { GridTable } from './grid-table'
import { isFilterable, isSortable, type Property } from './property'
import { SearchBox } from './search-box'
import type { Selection } from './selection'
import { SortPanel } from './sort-panel'

export type OnView = (view: View, how?: { replace: boolean }) => void

export interface DataGridProps<Row> {
  label: string
  columns: GridColumn<Row>[]
  /** Everything to sort and filter by, including what the columns show. */
  properties: Property[]
  searchable: boolean
  /** Undefined while the first page loads. */
  rows: Row[] | undefined
  /** The rows are those of the previous view: visible but out of reach until the new ones arrive. */
  stale?: boolean
  total: number
  view: View
  onView: OnView
  refreshing: boolean
  onRefresh?: () => void
  /** Reads all rows of the view, for the export. */
  readAll?: () => Promise<Row[]>
  nameOf: (row: Row) => string
  selection?: Selection<Row>
  /** What can be done with the selected rows. */
  bulkActions?: ReactNode
  /** Shown in place of the rows when there are none, and nothing narrows the list. */
  empty: ReactNode
  /** Shown in place of everything below the toolbar. */
  failure?: ReactNode
}

/** One page of a list: toolbar, table, paging. */
export function DataGrid<Row extends { id: string }>(props: DataGridProps<Row>) {
  const { label, columns, rows, stale, total, view, onView, refreshing, empty, failure, selection } = props
  const [begin, setBegin] = useState<string>()
  const [panel, setPanel] = useState<'sort' | 'filter' | 'columns'>()
  const openPanel = (name: typeof panel, property?: string) => {
    setBegin(property)
    setPanel(name)
  }
  const shown = columns.filter(({ id, locked }) => locked || !view.hidden?.includes(id))
  const noMatch = (
    <PageState
      title={t('noMatchTitle')}
      action={
        <Button variant="light" onClick={() => onView(resetView(view))}>
          {t('showAll')}
        </Button>
      }
    >
      {t('noMatchText')}
    </PageState>
  )
  return (
    <section className={styles.card} aria-label={label} aria-busy={refreshing}>
      {selection && selection.rows.length > 0 ? (
        <div
          className={styles.toolbar}
          role="group"
          aria-label={t('selected', { count: selection.rows.length })}
        >
          <span className={styles.selected} role="status">
            {t('selected', { count: selection.rows.length })}
          </span>
          {props.bulkActions}
          <Button variant="subtle" size="compact-sm" onClick={selection.clear}>
            {t('clearSelection')}
          </Button>
        </div>
      ) : (
        <Toolbar {...props} panel={panel} openPanel={openPanel} begin={begin} />
      )}
      {failure ||
        (rows?.length === 0 ? (
          isNarrowed(view) ? (
            noMatch
          ) : (
            empty
          )
        ) : (
          <>
            <GridTable
              label={label}
              columns={shown}
              rows={rows}
              stale={stale}
              view={view}
              onView={onView}
              onFilterBy={(property) => openPanel('filter', property)}
              nameOf={props.nameOf}
              selection={selection}
            />
            {rows ? (
              <Paging view={view} total={total} stale={stale} onView={onView} />
            ) : (
              <p className="visually-hidden" role="status">
                {common('loading')}
              </p>
            )}
          </>
        ))}
    </section>
  )
}

interface ToolbarProps<Row> extends DataGridProps<Row> {
  panel: 'sort' | 'filter' | 'columns' | undefined
  openPanel: (name: 'sort' | 'filter' | 'columns' | undefined, property?: string) => void
  begin: string | undefined
}

function Toolbar<Row>(props: ToolbarProps<Row>) {
  const { label, columns, properties, view, onView, panel, openPanel, begin, rows, total, failure } = props
  const button = { variant: 'subtle', color: 'gray.9', fw: 500, size: 'compact-sm' } as const
  const when = (name: typeof panel) => (opened: boolean) => openPanel(opened ? name : undefined)
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={label}>
      {props.searchable && (
        <SearchBox
          list={label}
          text={view.search ?? ''}
          onText={(search) => onView({ ...view, search, page: 1 }, { replace: true })}
        />
      )}
      <div className={styles.tools}>
        <Button {...button} leftSection={<GridIcon size={15} />} onClick={() => onView(resetView(view))}>
          {t('defaultView')}
        </Button>
        {properties.some(isSortable) && (
          <SortPanel
            properties={properties}
            sort={view.sort ?? []}
            onSort={(sort) => onView({ ...view, sort, page: 1 })}
            opened={panel === 'sort'}
            onOpened={when('sort')}
          />
        )}
        {properties.some(isFilterable) && (
          <FilterPanel
            properties={properties}
            filter={view.filter ?? emptyFilter}
            onFilter={(filter) => onView({ ...view, filter, page: 1 }, { replace: true })}
            opened={panel === 'filter'}
            onOpened={when('filter')}
            begin={begin}
          />
        )}
        <ColumnsPanel
          columns={columns}
          view={view}
          onView={onView}
          opened={panel === 'columns'}
          onOpened={when('columns')}
        />
        {props.onRefresh && (
          <Button {...button} leftSection={<RefreshIcon size={15} />} onClick={props.onRefresh}>
            {t('refresh')}
          </Button>
        )}
        {props.readAll && total > 0 && <ExportButton {...props} readAll={props.readAll} />}
      </div>
      {rows && !failure && <span className={styles.count}>{rowsText(total)}</span>}
    </div>
  )
}

function ExportButton<Row>({
  label,
  columns,
  readAll,
}: DataGridProps<Row> & { readAll: () => Promise<Row[]> }) {
  const [busy, setBusy] = useState(false)
  const run = async () => {
    setBusy(true)
    try {
      const all = await readAll()
      downloadText(`${label}.csv`, csvOf(columns, all), 'text/csv;charset=utf-8')
      announceSuccess(t('exported', { count: all.length }))
    } catch (error) {
      announceFailure(t('exportFailed', { reason: errorSentence(error) }))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="subtle"
      color="gray.9"
      fw={500}
      size="compact-sm"
      leftSection={<DownloadIcon size={15} />}
      loading={busy}
      onClick={() => void run()}
    >
      {t('exportCsv')}
    </Button>
  )
}
