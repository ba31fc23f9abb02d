import { Text, Title } from '@mantine/core'
import { mayUse, useSession, type Session } from '@/api/session'
import { DocumentTitle } from '@/components/page'
import { PageState } from '@/components/page-state'
import { paths } from '@/paths'
import { t as home } from '@/texts/home'
import { t } from '@/texts/shell'
import { BuildingIcon, KeyIcon } from '@/ui/frame-icons'
import { AttentionSection } from './attention-section'
import { RecentChanges } from './recent-changes'
import styles from './home-page.module.css'
import { Tile } from './tile'

/** What may need the person's attention, and what has changed; only what the person may see (C-019). */
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
        <Sections session={session} account={account.name} />
      ) : (
        <PageState title={t('noAccountTitle')}>{t('noAccountText')} </PageState>
      )}
    </div>
  )
}

function Sections({ session, account }: { session: Session; account: string }) {
  const places = placesOf(session)
  const access = mayUse(session, 'access-management')
  if (!access && places.length === 0)
    return <PageState title={home('noModulesTitle')}>{home('noModulesText', { account })}</PageState>
  return (
    <>
      {access && <AttentionSection />}
      {access && <RecentChanges />}
      {places.length > 0 && (
        <section aria-labelledby="home-places">
          <Title order={2} size="h4" id="home-places" className={styles.heading}>
            {home('places')}
          </Title>
          <ul className={styles.tiles}>
            {places.map(({ to, icon, label, text }) => (
              <Tile
                key={to}
                to={to}
                lead={<span className={styles.tileIcon}>{icon}</span>}
                label={label}
                text={text}
              />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

/** The pages that the sections do not lead to. */
function placesOf(session: Session) {
  const account = {
    to: paths.account,
    icon: <BuildingIcon size={22} />,
    label: home('account'),
    text: home('accountText'),
  }
  const everyAccount = [
    {
      to: paths.accounts,
      icon: <BuildingIcon size={22} />,
      label: home('accounts'),
      text: home('accountsText'),
    },
    {
      to: paths.allApiTokens,
      icon: <KeyIcon size={22} />,
      label: home('allTokens'),
      text: home('allTokensText'),
    },
  ]
  return [
    ...(mayUse(session, 'account-management') ? [account] : []),
    ...(mayUse(session, 'platform-account-management') ? everyAccount : []),
  ]
}
