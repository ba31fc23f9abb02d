import { Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { mayUse, useSession } from '@/api/session'
import { DocumentTitle } from '@/components/page'
import { PageState } from '@/components/page-state'
import { paths } from '@/paths'
import { t } from '@/texts/shell'
import { ArrowRightIcon, KeyIcon } from '@/ui/icons'
import styles from './home-page.module.css'

export function HomePage() {
  const session = useSession()
  const { user, account } = session
  return (
    <div className={styles.home}>
      <DocumentTitle>{t('home')}</DocumentTitle>
      <div className={styles.hero}>
        <Title order={1} size="h2">
          {t('welcome', { name: user.firstName ?? user.name })}
        </Title>
        <Text className={styles.lead}>
          {account ? t('workingIn', { account: account.name }) : t('signedIn')}
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
                  <strong>{t('apiTokens')}</strong>
                  <span>{t('apiTokensTile')}</span>
                </span>
                <ArrowRightIcon />
              </Link>
            </li>
          )}
        </ul>
      ) : (
        <PageState title={t('noAccountTitle')}>{t('noAccountText')} </PageState>
      )}
    </div>
  )
}
