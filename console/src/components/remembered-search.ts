// In memory: a new tab starts with the default view.
const remembered = new Map<string, Record<string, unknown>>()

/** Keeps the query of a list, for the way back from one of its rows. */
export function rememberSearch(path: string, search: Record<string, unknown>): void {
  remembered.set(path, search)
}

export function rememberedSearch(path: string): Record<string, unknown> {
  return remembered.get(path) ?? {}
}

export function forgetSearches(): void {
  remembered.clear()
}
