import { Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { mayUse, useSession } from '@/api/session'
import { DocumentTitle } from '@/components/page'
import { PageState } from '@/components/page-state'
import { paths } from '@/paths'
import { ArrowRightIcon, KeyIcon } from '@/ui/icons'
import styles from './home-page.module.css'

export function HomePage() {
  const session = useSession()
  const { user, account } = session
  return (
    <div className={styles.home}>
      <DocumentTitle>Home</DocumentTitle>
      <div className={styles.hero}>
        <Title order={1} size="h2">
          Welcome, {user.firstName ?? user.name}
        </Title>
        <Text className={styles.lead}>
          {account ? `You are working in ${account.name}.` : 'You are signed in.'}
        </Text>
      </div>
      {account ? (
        <ul className={styles.tiles}>
          {mayUse(session, 'access-management') && (
            <li>
              <Link to={paths.apiTokens} className={styles.tile}>
                <span className={styles.tileIcon}>
                  <KeyIcon size={22} />
                </span>
                <span className={styles.tileText}>
                  <strong>API tokens</strong>
                  <span>
                    Create tokens for your programs, choose what they may use, and stop them at any time.
                  </span>
                </span>
                <ArrowRightIcon />
              </Link>
            </li>
          )}
        </ul>
      ) : (
        <PageState title="You belong to no account yet">
          As soon as an administrator adds you to an account, it appears here.
        </PageState>
      )}
    </div>
  )
}
