import type { ReactNode } from 'react'
import { Avatar } from './avatar'
import styles from './identity.module.css'

interface IdentityProps {
  name: string
  id?: string
  icon?: string
  avatarText?: string
  /** The object that the row is about. */
  anchor?: boolean
  /** The name as it is shown, when it is more than text. */
  title?: ReactNode
  badge?: ReactNode
}

/** An object in a list or card: logo, name, and its id below. */
export function Identity({ name, id, icon, avatarText, anchor, title, badge }: IdentityProps) {
  return (
    <span className={styles.identity}>
      <Avatar name={name} icon={icon} text={avatarText} anchor={anchor} />
      <span className={styles.text}>
        <span className={styles.title}>
          <span className={styles.name} title={name}>
            {title ?? name}
          </span>
          {badge}
        </span>
        {id && <span className={styles.id}>{id}</span>}
      </span>
    </span>
  )
}
