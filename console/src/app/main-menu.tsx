import { Link } from '@tanstack/react-router'
import { mayUse, useSession } from '@/api/session'
import { paths } from '@/paths'
import { t as palette } from '@/texts/palette'
import { t } from '@/texts/shell'
import { CloseIcon } from '@/ui/frame-icons'
import { BookIcon, KeyboardIcon } from '@/ui/icons'
import { Panel } from '@/ui/panel'
import styles from './main-menu.module.css'
import { iconOf } from './section-icons'
import { homeEntry, settingsGroups } from './sections'

interface MainMenuProps {
  onClose: () => void
  onShortcuts: () => void
}

/** The flyout with every page that the person may open (C-012). */
export default function MainMenu({ onClose, onShortcuts }: MainMenuProps) {
  const session = useSession()
  const settings = settingsGroups
    .flatMap(({ entries }) => entries)
    .filter(({ module }) => !module || mayUse(session, module))
  return (
    <Panel label={t('menu')} place="start" onClose={onClose}>
      <div className={styles.menu}>
        <div className={styles.top}>
          <h2 className={styles.title}>{t('menu')}</h2>
          <button type="button" className={styles.close} aria-label={t('closeMenu')} onClick={onClose}>
            <CloseIcon />
          </button>
        </div>
        <nav aria-label={t('mainMenu')}>
          <MenuEntry {...homeEntry} onClick={onClose} />
          {settings.length > 0 && (
            <>
              <h3 className={styles.heading}>{t('settings')}</h3>
              {settings.map((entry) => (
                <MenuEntry key={entry.to} {...entry} onClick={onClose} />
              ))}
            </>
          )}
          <h3 className={styles.heading}>{t('documentation')}</h3>
          <a href={paths.apiReference} className={styles.entry}>
            <span className={styles.icon}>
              <BookIcon />
            </span>
            <span className={styles.text}>
              <strong>{t('apiReference')}</strong>
              <span>{t('apiReferenceMenu')}</span>
            </span>
          </a>
          <button type="button" className={styles.entry} onClick={onShortcuts}>
            <span className={styles.icon}>
              <KeyboardIcon />
            </span>
            <span className={styles.text}>
              <strong>{palette('shortcuts')}</strong>
              <span>{palette('shortcutsMenu')}</span>
            </span>
          </button>
        </nav>
      </div>
    </Panel>
  )
}

interface MenuEntryProps {
  label: () => string
  description: () => string
  to: (typeof homeEntry)['to']
  onClick: () => void
}

function MenuEntry({ label, description, to, onClick }: MenuEntryProps) {
  return (
    <Link to={to} onClick={onClick} className={styles.entry}>
      <span className={styles.icon}>{iconOf(to)}</span>
      <span className={styles.text}>
        <strong>{label()}</strong>
        <span>{description()}</span>
      </span>
    </Link>
  )
}
