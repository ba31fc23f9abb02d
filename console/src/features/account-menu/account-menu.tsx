import { lazy, Suspense, useState } from 'react'
import { useSession, type Session } from '@/api/session'
import { accountTypeText } from '@/components/account-type'
import { Avatar } from '@/components/avatar'
import { t } from '@/texts/shell'
import { ChevronDownIcon } from '@/ui/frame-icons'
import styles from './account-menu.module.css'

const AccountPanel = lazy(() => import('./account-panel'))

interface AccountMenuProps {
  onSwitched: (session: Session) => void
  onSignedOut: () => void
}

/** The account block of the header, which opens the profile menu (C-011). */
export function AccountMenu({ onSwitched, onSignedOut }: AccountMenuProps) {
  const { user, account } = useSession()
  const [opened, setOpened] = useState(false)
  const name = account?.name ?? user.name
  return (
    <>
      <button
        type="button"
        className={styles.block}
        aria-haspopup="dialog"
        aria-expanded={opened}
        onClick={() => setOpened(true)}
      >
        <Avatar name={name} icon={account?.icon} size={36} anchor />
        <span className={styles.blockText}>
          <strong>{name}</strong>
          <span>
            {account
              ? t('accountAndUser', { type: accountTypeText(account.type), user: user.name })
              : user.email}
          </span>
        </span>
        <ChevronDownIcon size={16} />
      </button>
      {opened && (
        <Suspense>
          <AccountPanel
            onClose={() => setOpened(false)}
            onSwitched={(session) => {
              setOpened(false)
              onSwitched(session)
            }}
            onSignedOut={onSignedOut}
          />
        </Suspense>
      )}
    </>
  )
}
