import { common } from '@/texts/common'
import styles from './jeton-mark.module.css'
import { mark } from './tokens'

interface JetonMarkProps {
  size?: number
}

/** The mark: a counter with an edge of six inlays and a j. */
export function JetonMark({ size = 30 }: JetonMarkProps) {
  return (
    <span className={styles.mark}>
      <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
        <circle cx="16" cy="16" r="15" fill={mark.disc} />
        <circle
          cx="16"
          cy="16"
          r="12.5"
          fill="none"
          stroke={mark.inlay}
          strokeWidth="3"
          strokeDasharray="4.9 8.19"
        />
        <path
          d="M18.6 9.5v9.1a3.4 3.4 0 0 1-6.8.3"
          fill="none"
          stroke={mark.letter}
          strokeWidth="2.8"
          strokeLinecap="round"
        />
      </svg>
      <span className={styles.name}>{common('product')}</span>
    </span>
  )
}
