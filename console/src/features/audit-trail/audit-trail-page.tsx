import { AuditGrid } from '@/components/audit/audit-grid'
import type { OnView } from '@/components/grid/data-grid'
import { Page } from '@/components/page'
import type { View } from '@/components/view'
import { t } from '@/texts/audit'

/** Everything that was changed in the account, and by whom. */
export function AuditTrailPage({ view, onView }: { view: View; onView: OnView }) {
  return (
    <Page title={t('title')}>
      <AuditGrid view={view} onView={onView} />
    </Page>
  )
}
