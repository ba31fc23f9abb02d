import { useIsFetching, useIsMutating, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, Outlet, useRouter, useRouterState } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react'
import { mayUse, SessionProvider, sessionQuery, useSession, type Session } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { DocumentTitle } from '@/components/page'
import { NotFound } from '@/components/page-state'
import { AccountMenu } from '@/features/account-menu/account-menu'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/shell'
import { announceSuccess } from '@/ui/announce'
import { MenuIcon, SearchIcon } from '@/ui/frame-icons'
import { JetonMark } from '@/ui/jeton-mark'
import { ProgressLine } from '@/ui/progress-line'
import { forgetAnswers, leaveSession } from './leave-session'
import { iconOf } from './section-icons'
import type { Opened } from './shortcuts'
import { hasSideBar, sectionName, settingsGroups } from './sections'
import styles from './shell.module.css'

const MainMenu = lazy(() => import('./main-menu'))
const Shortcuts = lazy(() => import('./shortcuts'))

export function Shell() {
  return (
    <ShellFrame>
      <Outlet />
    </ShellFrame>
  )
}

export function ShellNotFound() {
  return (
    <ShellFrame>
      <DocumentTitle>{common('notFound')}</DocumentTitle>
      <NotFound action={<AnchorLink to={paths.home}>{common('goHome')}</AnchorLink>} />
    </ShellFrame>
  )
}

function ShellFrame({ children }: { children: ReactNode }) {
  const { data: session } = useQuery(sessionQuery)
  // Before there was one, nothing has ended.
  const [had, setHad] = useState(false)
  if (session && !had) setHad(true)
  const [opened, setOpened] = useState<Opened>()
  const [hasKeys, setHasKeys] = useState(false)
  if (!session) return <SessionGone known={session !== undefined} ended={had} />
  return (
    <SessionProvider value={session}>
      <SessionWatch />
      <a className="skip-link" href="#content">
        {t('skipToContent')}
      </a>
      <Header hasKeys={hasKeys} onOpened={setOpened} />
      <Body>{children}</Body>
      <Suspense>
        <Shortcuts opened={opened} onOpened={setOpened} onReady={() => setHasKeys(true)} />
      </Suspense>
    </SessionProvider>
  )
}

/** The session ended in another tab, or the address is wrong and nobody is signed in. */
function SessionGone({ known, ended }: { known: boolean; ended: boolean }) {
  const router = useRouter()
  const queries = useQueryClient()
  useEffect(() => {
    if (known) void leaveSession({ router, queries, returnTo: router.state.location.href, ended })
  }, [known, ended, router, queries])
  return null
}

/** Starts afresh when another tab has switched the account or the user. */
function SessionWatch() {
  const { user, account } = useSession()
  const identity = `${user.id} ${account?.id ?? ''}`
  const known = useRef(identity)
  const enterAccount = useEnterAccount()
  useEffect(() => {
    if (known.current === identity) return
    known.current = identity
    enterAccount()
  }, [identity, enterAccount])
  return null
}

function useEnterAccount() {
  const queries = useQueryClient()
  const router = useRouter()
  const [enter] = useState(() => () => {
    forgetAnswers(queries)
    void router.navigate({ to: paths.home })
  })
  return enter
}

interface HeaderProps {
  /** Whether the keys work already: they come behind the page. */
  hasKeys: boolean
  onOpened: (opened: Opened) => void
}

function Header({ hasKeys, onOpened }: HeaderProps) {
  const queries = useQueryClient()
  const router = useRouter()
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const routing = useRouterState({ select: (state) => state.status === 'pending' })
  const busy = useIsFetching() + useIsMutating() > 0 || routing
  const [menuOpened, setMenuOpened] = useState(false)

  const onSwitched = (session: Session) => {
    queries.setQueryData(sessionQuery.queryKey, session)
    if (session.account) announceSuccess(t('switched', { account: session.account.name }))
  }
  return (
    <header className={styles.header}>
      <div className={styles.headerRow}>
        <Link to={paths.home} className={styles.logo} aria-label={t('homeLink')}>
          <JetonMark />
        </Link>
        <button
          type="button"
          className={styles.menuButton}
          aria-label={t('menu')}
          aria-expanded={menuOpened}
          aria-haspopup="dialog"
          onClick={() => setMenuOpened(true)}
        >
          <MenuIcon size={24} />
        </button>
        <span className={styles.section}>{sectionName(pathname)}</span>
        <span className={styles.spacer} />
        <button
          type="button"
          className={styles.searchButton}
          aria-label={t('searchEverything')}
          aria-haspopup="dialog"
          aria-keyshortcuts={hasKeys ? 'Control+K Meta+K' : undefined}
          onClick={() => onOpened('palette')}
        >
          <SearchIcon size={18} />
          <span className={styles.searchText}>{common('search')}</span>
        </button>
        <AccountMenu onSwitched={onSwitched} onSignedOut={() => void leaveSession({ router, queries })} />
      </div>
      <ProgressLine active={busy} />
      {menuOpened && (
        <Suspense>
          <MainMenu
            onClose={() => setMenuOpened(false)}
            onShortcuts={() => {
              setMenuOpened(false)
              onOpened('help')
            }}
          />
        </Suspense>
      )}
    </header>
  )
}

function Body({ children }: { children: ReactNode }) {
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  const main = useRef<HTMLElement>(null)
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    // A new page starts at its top for the keyboard too.
    main.current?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <div className={styles.body}>
      {hasSideBar(pathname) && <SideBar />}
      <main id="content" className={styles.main} ref={main} tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}

function SideBar() {
  const session = useSession()
  const groups = settingsGroups
    .map((group) => ({
      ...group,
      entries: group.entries.filter(({ module }) => !module || mayUse(session, module)),
    }))
    .filter(({ entries }) => entries.length > 0)
  if (groups.length === 0) return null
  return (
    <nav className={styles.sideBar} aria-label={t('settings')}>
      {groups.map(({ label, entries }) => (
        <div key={label()}>
          <h2 className={styles.sideHeading}>{label()}</h2>
          <ul className={styles.sideList}>
            {entries.map((entry) => (
              <li key={entry.to}>
                <Link
                  to={entry.to}
                  className={styles.sideEntry}
                  // The address of one page begins like that of another.
                  activeOptions={{ exact: true, includeSearch: false }}
                  activeProps={{ 'aria-current': 'page' }}
                >
                  {iconOf(entry.to)}
                  <span>{entry.label()}</span>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  )
}
