import type { ReactNode } from 'react'
import { mayUse, useSession, type ModuleCode } from '@/api/session'
import { DocumentTitle } from '@/components/page'
import { NoAccess } from '@/components/page-state'
import { common } from '@/texts/common'

/** Shows a page to those whose modules include its module, or one of them. The API refuses the others anyway. */
export function RequireModule({ code, children }: { code: ModuleCode | ModuleCode[]; children: ReactNode }) {
  const session = useSession()
  if ([code].flat().some((needed) => mayUse(session, needed))) return children
  return (
    <>
      <DocumentTitle>{common('noAccess')}</DocumentTitle>
      <NoAccess />
    </>
  )
}
