import { Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { DocumentTitle } from '@/components/page'
import { JetonMark } from '@/ui/jeton-mark'
import styles from './sign-in-frame.module.css'

/** The card all sign-in pages stand in. */
export function SignInFrame({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className={styles.frame}>
      <DocumentTitle>{title}</DocumentTitle>
      <div className={styles.card}>
        <JetonMark size={38} />
        <Title order={1} size="h3" mt="xl" mb="lg">
          {title}
        </Title>
        {children}
      </div>
    </main>
  )
}
