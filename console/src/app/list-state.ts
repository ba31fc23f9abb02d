import { useNavigate } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo } from 'react'
import type { OnView } from '@/components/grid/data-grid'
import { rememberSearch } from '@/components/remembered-search'
import { cleanSearch, defaultView, searchFromView, viewFromSearch, type ViewSearch } from '@/components/view'

/** A list and its address: what is shown is in the query string, and kept for the way back (C-028). */
export function useListState(path: string, search: ViewSearch) {
  const navigate = useNavigate()
  const view = useMemo(() => ({ ...defaultView, ...viewFromSearch({ ...search }) }), [search])
  useEffect(() => rememberSearch(path, { ...search }), [path, search])
  const onView: OnView = useCallback(
    (next, how) => void navigate({ to: '.', search: searchFromView(next) as never, replace: how?.replace }),
    [navigate],
  )
  return { view, onView }
}

export interface TabSearch extends ViewSearch {
  tab?: string
}

/** The query string of a page with tabs, one of which may hold a list. */
export function tabSearch(tabs: readonly string[], search: Record<string, unknown>): TabSearch {
  const tab = tabs.find((known) => known === search.tab)
  return { ...(tab && tab !== tabs[0] ? { tab } : {}), ...cleanSearch(search) }
}

/** The tab of a page and the state of the list on it. */
export function useTabState<Tab extends string>(tabs: readonly [Tab, ...Tab[]], search: TabSearch) {
  const navigate = useNavigate()
  const tab = tabs.find((known) => known === search.tab) ?? tabs[0]
  const view = useMemo(() => ({ ...defaultView, ...viewFromSearch({ ...search }) }), [search])
  const onTab = useCallback(
    // The list of another tab is another list.
    (chosen: Tab) => void navigate({ to: '.', search: (chosen === tabs[0] ? {} : { tab: chosen }) as never }),
    [navigate, tabs],
  )
  const onView: OnView = useCallback(
    (next, how) =>
      void navigate({
        to: '.',
        search: { ...(tab === tabs[0] ? {} : { tab }), ...searchFromView(next) } as never,
        replace: how?.replace,
      }),
    [navigate, tab, tabs],
  )
  return { tab, view, onTab, onView }
}
