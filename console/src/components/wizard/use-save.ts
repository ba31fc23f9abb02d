import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useState } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { queryKeys } from '@/api/query-keys'
import { announceFailure, announceSuccess } from '@/ui/announce'
import type { SortedProblem } from './field-problems'

interface SaveOptions<Patch, Version extends { revision?: number }, Field extends string> {
  /** What the person saw when the editing began. */
  base: Version
  patch: Patch
  /** Whether the patch changes anything. */
  changed: boolean
  /** Sends a change that holds for one revision alone. */
  save: (patch: Patch, revision: number | undefined) => Promise<void>
  /** The object as it is now. */
  read: () => Promise<Version>
  sortProblem: (error: unknown) => SortedProblem<Field>
  onFieldProblems: (fields: SortedProblem<Field>['fields']) => void
  /** Announced when it is saved. */
  savedText: string
  /** Announced when the object is gone. */
  goneText: string
  /** What shows the object, or what depends on it. */
  refreshes: QueryKey[]
  onClose: () => void
  onGone?: () => void
}

/**
 * Saves over the revision that was seen, and closes. When somebody else has saved meanwhile, both versions are there to
 * be compared.
 */
export function useSave<Patch, Version extends { revision?: number }, Field extends string>(
  options: SaveOptions<Patch, Version, Field>,
) {
  const { base, patch, changed, onClose } = options
  const queries = useQueryClient()
  const [theirs, setTheirs] = useState<Version>()
  const [problem, setProblem] = useState<string>()
  const refresh = () => {
    for (const queryKey of [...options.refreshes, queryKeys.auditRecords])
      void queries.invalidateQueries({ queryKey })
  }
  const leave = () => {
    announceFailure(options.goneText)
    onClose()
    options.onGone?.()
    refresh()
  }
  const mutation = useMutation({
    mutationFn: (over: Version) => options.save(patch, over.revision),
    onMutate: () => setProblem(undefined),
    onSuccess: () => {
      announceSuccess(options.savedText)
      onClose()
      refresh()
    },
    onError: async (error) => {
      const status = problemStatus(error)
      if (status === 404) return leave()
      if (status === 412) {
        try {
          setTheirs(await options.read())
        } catch (unread) {
          if (problemStatus(unread) === 404) return leave()
          setProblem(errorSentence(unread))
        }
        return
      }
      const { fields, general } = options.sortProblem(error)
      setProblem(general)
      options.onFieldProblems(fields)
    },
  })
  const save = () => {
    if (!changed) onClose()
    else if (!mutation.isPending) mutation.mutate(theirs ?? base)
  }
  return {
    /** What somebody else saved meanwhile. */
    theirs,
    save,
    /** What EditWizard needs of it. */
    frame: {
      busy: mutation.isPending,
      problem,
      changed,
      onSave: save,
      onClose: () => {
        onClose()
        if (theirs) refresh()
      },
    },
  }
}
