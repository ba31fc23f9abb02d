import { NativeSelect, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { ArrowLeftIcon, ArrowRightIcon } from '@/ui/icons'
import { ReasonedButton } from '@/ui/reasoned-button'
import styles from './paging.module.css'
import { clampPage, pageCount, pageSizes, rangeText, type PageSize, type View } from './view'

interface PagingProps {
  view: View
  total: number
  /** The rows of the view are on their way. */
  stale?: boolean
  onView: (view: View) => void
}

export function Paging({ view, total, stale, onView }: PagingProps) {
  const sizeId = useId()
  const pages = pageCount(total, view.size)
  const go = (page: number) => onView({ ...view, page: clampPage(page, pages) })
  return (
    <nav className={styles.paging} aria-label="Pages">
      <div className={styles.steps}>
        <ReasonedButton
          variant="subtle"
          className={styles.step}
          color="gray.9"
          fw={500}
          size="compact-sm"
          leftSection={<ArrowLeftIcon size={15} />}
          disabledReason={view.page <= 1 ? 'This is the first page' : undefined}
          onClick={() => go(view.page - 1)}
        >
          Previous
        </ReasonedButton>
        <PageNumber key={`${view.page}/${pages}`} page={view.page} pages={pages} onPage={go} />
        <ReasonedButton
          variant="subtle"
          className={styles.step}
          color="gray.9"
          fw={500}
          size="compact-sm"
          rightSection={<ArrowRightIcon size={15} />}
          disabledReason={view.page >= pages ? 'This is the last page' : undefined}
          onClick={() => go(view.page + 1)}
        >
          Next
        </ReasonedButton>
      </div>
      <div className={styles.steps}>
        <div className={styles.size}>
          <label htmlFor={sizeId}>Rows per page:</label>
          <NativeSelect
            id={sizeId}
            size="xs"
            variant="unstyled"
            value={String(view.size)}
            data={pageSizes.map(String)}
            onChange={(event) => onView({ page: 1, size: Number(event.currentTarget.value) as PageSize })}
            classNames={{ input: styles.select }}
          />
        </div>
        <span className={styles.range}>{stale ? 'Loading…' : rangeText(view, total)}</span>
      </div>
    </nav>
  )
}

interface PageNumberProps {
  page: number
  pages: number
  onPage: (page: number) => void
}

function PageNumber({ page, pages, onPage }: PageNumberProps) {
  const [text, setText] = useState(String(page))
  return (
    <span className={styles.number}>
      Page
      <TextInput
        size="xs"
        aria-label="Page number"
        inputMode="numeric"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => setText(String(page))}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return
          const wanted = clampPage(Number(text), pages)
          setText(String(wanted))
          onPage(wanted)
        }}
        classNames={{ input: styles.numberInput }}
      />
      of {pages}
    </span>
  )
}
