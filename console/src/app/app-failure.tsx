import type { ErrorComponentProps } from '@tanstack/react-router'
import { useRouter } from '@tanstack/react-router'
import { errorSentence, traceIdOf } from '@/api/problem'
import { Failure } from '@/components/page-state'
import { common } from '@/texts/common'

/** Stands in for a page that failed, for example because the session could not be read. */
export function AppFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  return (
    <main>
      <h1 className="visually-hidden">{common('product')}</h1>
      <Failure
        message={errorSentence(error)}
        traceId={traceIdOf(error)}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </main>
  )
}
