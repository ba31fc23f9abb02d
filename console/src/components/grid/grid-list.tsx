import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { errorSentence, problemStatus, traceIdOf } from '@/api/problem'
import { Failure, PageState } from '@/components/page-state'
import { clampPage, pageCount, type View } from '@/components/view'
import { common } from '@/texts/common'
import { DataGrid, type DataGridProps, type OnView } from './data-grid'
import type { ListQuery } from './list-query'
import { listRequest, type ListRequest, type ListTerms } from './list-request'
import type { Property } from './property'

/** A list of the API as the grid needs it. */
export interface ListSource<Row> extends Omit<ListTerms, 'properties'> {
  /** To sort and filter by, besides what the columns show. */
  more?: Property[]
  page: (request: ListRequest) => ListQuery<Row>
  all: (request: ListRequest) => Promise<Row[]>
}

interface GridListProps<Row> extends Pick<
  DataGridProps<Row>,
  'label' | 'columns' | 'nameOf' | 'selection' | 'bulkActions' | 'empty'
> {
  source: ListSource<Row>
  view: View
  onView: OnView
}

/** A list of the API in the grid: reads the page that the view asks for, and goes no further than the last. */
export function GridList<Row extends { id: string }>({ source, view, onView, ...grid }: GridListProps<Row>) {
  const properties = [...grid.columns.flatMap(({ properties = [] }) => properties), ...(source.more ?? [])]
  const request = listRequest(view, { ...source, properties })
  const list = useQuery({ ...source.page(request), placeholderData: keepPreviousData })
  const total = list.data?.total ?? 0

  const lastPage = clampPage(view.page, pageCount(total, view.size))
  const beyondEnd = list.data !== undefined && !list.isPlaceholderData && lastPage !== view.page
  useEffect(() => {
    if (beyondEnd) onView({ ...view, page: lastPage }, { replace: true })
  }, [beyondEnd, lastPage, onView, view])

  return (
    <DataGrid
      {...grid}
      properties={properties}
      searchable={source.searched.length > 0}
      rows={beyondEnd ? undefined : list.data?.rows}
      stale={list.isPlaceholderData}
      total={total}
      view={view}
      onView={onView}
      refreshing={list.isFetching}
      onRefresh={() => void list.refetch()}
      readAll={() => source.all(request)}
      failure={list.isError && <ListFailure error={list.error} onRetry={() => void list.refetch()} />}
    />
  )
}

function ListFailure({ error, onRetry }: { error: Error; onRetry: () => void }) {
  if (problemStatus(error) === 403)
    return <PageState title={common('noAccessTitle')}>{common('noAccessText')}</PageState>
  return <Failure message={errorSentence(error)} traceId={traceIdOf(error)} onRetry={onRetry} />
}
