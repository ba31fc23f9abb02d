import { Title } from '@mantine/core'
import { useEffect, useRef, type ReactNode } from 'react'
import { JetonMark } from '@/ui/jeton-mark'
import { DocumentTitle } from './page'
import styles from './sign-in-frame.module.css'

/** The card that the pages before a session stand in. A new title takes the focus, so that it is read out. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const shown = useRef(title)
  useEffect(() => {
    if (shown.current === title) return
    shown.current = title
    heading.current?.focus()
  }, [title])
  return (
    <main className={styles.frame}>
      <DocumentTitle>{title}</DocumentTitle>
      <div className={styles.card}>
        <JetonMark size={38} />
        <Title order={1} size="h3" mt="xl" mb="lg" ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </Title>
        {children}
      </div>
    </main>
  )
}
