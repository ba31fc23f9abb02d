import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { ArrowRightIcon } from '@/ui/icons'
import styles from './home-page.module.css'

/** A way from Home to a page: a picture or a count, what is there, and what that is good for. */
export function Tile({
  to,
  search,
  quiet = false,
  lead,
  label,
  text,
}: {
  to: string
  search?: object
  /** There is nothing to see. */
  quiet?: boolean
  lead: ReactNode
  label: string
  text: string
}) {
  return (
    <li>
      <Link to={to} search={search as never} className={styles.tile} data-quiet={quiet || undefined}>
        {lead}
        <span className={styles.tileText}>
          <strong>{label}</strong>
          <span>{text}</span>
        </span>
        <ArrowRightIcon />
      </Link>
    </li>
  )
}
