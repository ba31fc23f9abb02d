import { common } from '@/texts/common'
import styles from './optional-label.module.css'

/** The label of a field that may be left empty (C-042). */
export function OptionalLabel({ children }: { children: string }) {
  return (
    <>
      {children} <span className={styles.optional}>{common('optional')}</span>
    </>
  )
}
