import { useState } from 'react'
import styles from './avatar.module.css'
import { initials } from './initials'

interface AvatarProps {
  name: string
  /** As the API returns it: relative to `/public`. */
  icon?: string
  /** Shown instead of initials when there is no logo. */
  text?: string
  size?: number
  /** The object that the row or page is about; others step back. */
  anchor?: boolean
}

/** The logo of an object, or a circle with its initials. The name stands beside it, so it is decoration. */
export function Avatar({ name, icon, text, size = 32, anchor }: AvatarProps) {
  const address = iconAddress(icon)
  const [broken, setBroken] = useState<string>()
  const box = { width: size, height: size, fontSize: Math.max(10, size * 0.36) }
  if (address && address !== broken) {
    return <img className={styles.logo} style={box} src={address} alt="" onError={() => setBroken(address)} />
  }
  return (
    <span className={styles.initials} data-anchor={anchor || undefined} style={box} aria-hidden="true">
      {text ?? (initials(name) || '?')}
    </span>
  )
}

/** The address to load an icon from; none for an icon on another site, which the page may not load. */
export function iconAddress(icon: string | undefined): string | undefined {
  return icon && /^\/(?![/\\])/.test(icon) ? `/public${icon}` : undefined
}
