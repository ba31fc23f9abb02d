import styles from './progress-line.module.css'

/** The thin line under the header; it moves while something loads. */
export function ProgressLine({ active }: { active: boolean }) {
  return <div className={styles.line} data-active={active || undefined} aria-hidden="true" />
}
