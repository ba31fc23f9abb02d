import { Button, Text, TextInput, UnstyledButton } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { signOut, switchAccount, useSession, type Session } from '@/api/session'
import { accountTypeText } from '@/components/account-type'
import { Avatar } from '@/components/avatar'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { timeZone } from '@/texts/formats'
import { t } from '@/texts/shell'
import { announceFailure } from '@/ui/announce'
import { CheckIcon, SearchIcon } from '@/ui/frame-icons'
import { SignOutIcon } from '@/ui/icons'
import { Panel } from '@/ui/panel'
import styles from './account-menu.module.css'

interface AccountPanelProps {
  onClose: () => void
  onSwitched: (session: Session) => void
  onSignedOut: () => void
}

/** Switching accounts at the left, the person at the right. */
export default function AccountPanel({ onClose, onSwitched, onSignedOut }: AccountPanelProps) {
  const session = useSession()
  return (
    <Panel label={t('profileMenu')} place="account" onClose={onClose}>
      <div className={styles.menu}>
        {session.accounts.length > 0 && <AccountSwitch session={session} onSwitched={onSwitched} />}
        <UserCard session={session} onClose={onClose} onSignedOut={onSignedOut} />
      </div>
    </Panel>
  )
}

function AccountSwitch({
  session,
  onSwitched,
}: {
  session: Session
  onSwitched: (session: Session) => void
}) {
  const titleId = useId()
  const [text, setText] = useState('')
  const change = useMutation({
    mutationFn: switchAccount,
    onSuccess: onSwitched,
    onError: (error) => announceFailure(errorSentence(error)),
  })
  const wanted = text.trim().toLowerCase()
  const found = session.accounts.filter(
    ({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted),
  )
  return (
    <div className={styles.accounts} role="group" aria-labelledby={titleId}>
      <h2 className={styles.heading} id={titleId}>
        {t('switchAccount')}
      </h2>
      <TextInput
        aria-label={t('searchAccounts')}
        data-autofocus
        placeholder={common('search')}
        leftSection={<SearchIcon size={16} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <h3 className={styles.subheading}>{t('allAccounts')}</h3>
      <ul className={styles.list} aria-label={t('allAccounts')}>
        {found.map((account) => {
          const current = account.id === session.account?.id
          return (
            <li key={account.id}>
              <UnstyledButton
                className={styles.row}
                aria-current={current || undefined}
                onClick={() => {
                  if (!current && !change.isPending) change.mutate(account.id)
                }}
              >
                <Avatar name={account.name} icon={account.icon} />
                <span className={styles.blockText}>
                  <strong>{account.name}</strong>
                  <span>
                    {t('accountIdAndType', { id: account.id, type: accountTypeText(account.type) })}
                  </span>
                </span>
                {current && (
                  <span className={styles.current}>
                    <CheckIcon />
                    <span className="visually-hidden">{t('currentAccount')}</span>
                  </span>
                )}
              </UnstyledButton>
            </li>
          )
        })}
      </ul>
      {found.length === 0 && (
        <Text size="sm" c="dimmed" role="status" p="xs">
          {t('noAccountMatches')}
        </Text>
      )}
    </div>
  )
}

interface UserCardProps {
  session: Session
  onClose: () => void
  onSignedOut: () => void
}

function UserCard({ session: { user }, onClose, onSignedOut }: UserCardProps) {
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: onSignedOut,
    onError: (error) => {
      if (problemStatus(error) === 401) onSignedOut()
      else announceFailure(errorSentence(error))
    },
  })
  return (
    <div className={styles.user}>
      <Avatar name={user.name} size={56} />
      <strong className={styles.userName}>{user.name}</strong>
      <dl className={styles.facts}>
        <dt>{common('user')}</dt>
        <dd>{user.id}</dd>
        <dt>{common('email')}</dt>
        <dd>{user.email}</dd>
        <dt>{t('timeZone')}</dt>
        <dd>{timeZone()}</dd>
      </dl>
      <Link to={paths.profile} onClick={onClose} className={styles.profile}>
        {t('myProfile')}
      </Link>
      <Button
        variant="default"
        fullWidth
        leftSection={<SignOutIcon size={16} />}
        loading={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {t('signOut')}
      </Button>
    </div>
  )
}
