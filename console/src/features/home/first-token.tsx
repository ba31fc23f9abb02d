import { Button, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { mayUse, useSession } from '@/api/session'
import { paths } from '@/paths'
import { t } from '@/texts/home'
import styles from './home-page.module.css'

const exampleHeader = 'Authorization: Bearer idt:TKN-…'

/** What API tokens are for and how to get one, while there is none. */
export function FirstToken() {
  const mayAdd = mayUse(useSession(), 'access-management', 'edit')
  return (
    <section className={styles.first} aria-labelledby="home-first">
      <Title order={2} size="h4" id="home-first">
        {t('firstTitle')}
      </Title>
      <p>{mayAdd ? t('firstText') : t('firstReader')}</p>
      {mayAdd && (
        <>
          <ol className={styles.steps}>
            <li>{t('stepAdd')}</li>
            <li>
              {t('stepSend')} <code className={styles.code}>{exampleHeader}</code>
            </li>
            <li>{t('stepWatch')}</li>
          </ol>
          <Button renderRoot={(props) => <Link to={paths.apiTokens} {...props} />}>{t('toTokens')}</Button>
        </>
      )}
    </section>
  )
}
