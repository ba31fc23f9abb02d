import type { ReactNode } from 'react'
import type { ObjectPath } from '@/paths'
import { AnchorLink } from './anchor-link'
import { Avatar } from './avatar'
import styles from './identity.module.css'

interface IdentityProps {
  name: string
  id?: string
  icon?: string
  avatarText?: string
  /** The object that the row is about. */
  anchor?: boolean
  /** Its page. */
  to?: ObjectPath
  badge?: ReactNode
}

/** An object in a list or card: logo, name, and its id below. */
export function Identity({ name, id, icon, avatarText, anchor, to, badge }: IdentityProps) {
  return (
    <span className={styles.identity}>
      <Avatar name={name} icon={icon} text={avatarText} anchor={anchor} />
      <span className={styles.text}>
        <span className={styles.title}>
          <span className={styles.name} title={name} data-name>
            {to && id ? (
              <AnchorLink to={to} params={{ id }} c="inherit" fz="inherit" fw={anchor ? 500 : undefined}>
                {name}
              </AnchorLink>
            ) : (
              name
            )}
          </span>
          {badge}
        </span>
        {id && <span className={styles.id}>{id}</span>}
      </span>
    </span>
  )
}
