import { Button } from '@mantine/core'
import { useState } from 'react'
import { t } from '@/texts/token-changes'
import { BulkDialog } from './bulk-dialog'
import type { ApiToken, StatusAction } from './requests'

interface BulkButtonsProps {
  tokens: ApiToken[]
  onEnded: () => void
}

/** What can be done with several tokens at once. */
export function BulkButtons({ tokens, onEnded }: BulkButtonsProps) {
  const [asked, setAsked] = useState<{ tokens: ApiToken[]; action: StatusAction }>()
  const ask = (action: StatusAction) => setAsked({ tokens, action })
  return (
    <>
      <Button variant="light" size="compact-sm" onClick={() => ask('enable')}>
        {t('bulkEnable')}
      </Button>
      <Button variant="light" size="compact-sm" onClick={() => ask('disable')}>
        {t('bulkDisable')}
      </Button>
      <Button variant="light" color="brick" size="compact-sm" onClick={() => ask('delete')}>
        {t('bulkDelete')}
      </Button>
      {asked && (
        <BulkDialog
          {...asked}
          onClose={(ran) => {
            setAsked(undefined)
            if (ran) onEnded()
          }}
        />
      )}
    </>
  )
}
