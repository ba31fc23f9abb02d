import { QueryClient } from '@tanstack/react-query'
import { ConnectionError, problemStatus } from '@/api/problem'

const passing = new Set([429, 502, 503, 504])
const retriesMax = 2

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 5_000,
      retry: (failures, error) =>
        failures < retriesMax && (error instanceof ConnectionError || passing.has(problemStatus(error) ?? 0)),
    },
    // A creation whose answer was lost may have happened: only a person repeats it.
    mutations: { retry: false },
  },
})
