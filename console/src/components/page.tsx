import { Title } from '@mantine/core'
import { useEffect, type ReactNode } from 'react'
import { common } from '@/texts/common'
import styles from './page.module.css'

/** Sets the title of the browser tab while shown. */
export function DocumentTitle({ children }: { children: string }) {
  useEffect(() => {
    document.title = common('pageTitle', { page: children })
  }, [children])
  return null
}

interface PageProps {
  title: string
  actions?: ReactNode
  children: ReactNode
}

/** A page with a title bar. */
export function Page({ title, actions, children }: PageProps) {
  return (
    <>
      <DocumentTitle>{title}</DocumentTitle>
      <div className={styles.bar}>
        <Title order={1} size="h4">
          {title}
        </Title>
        {actions}
      </div>
      <div className={styles.content}>{children}</div>
    </>
  )
}

export function Card({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <section className={styles.card} aria-label={label}>
      {children}
    </section>
  )
}
