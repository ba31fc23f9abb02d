import { NativeSelect, TextInput } from '@mantine/core'
import { useId, useState } from 'react'
import { t } from '@/texts/lists'
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
    <nav className={styles.paging} aria-label={t('pages')}>
      <div className={styles.steps}>
        <ReasonedButton
          variant="subtle"
          className={styles.step}
          color="gray.9"
          fw={500}
          size="compact-sm"
          leftSection={<ArrowLeftIcon size={15} />}
          disabledReason={view.page <= 1 ? t('firstPage') : undefined}
          onClick={() => go(view.page - 1)}
        >
          {t('previous')}
        </ReasonedButton>
        <PageNumber key={`${view.page}/${pages}`} page={view.page} pages={pages} onPage={go} />
        <ReasonedButton
          variant="subtle"
          className={styles.step}
          color="gray.9"
          fw={500}
          size="compact-sm"
          rightSection={<ArrowRightIcon size={15} />}
          disabledReason={view.page >= pages ? t('lastPage') : undefined}
          onClick={() => go(view.page + 1)}
        >
          {t('next')}
        </ReasonedButton>
      </div>
      <div className={styles.steps}>
        <div className={styles.size}>
          <label htmlFor={sizeId}>{t('rowsPerPage')}</label>
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
        <span className={styles.range}>{stale ? t('rangeLoading') : rangeText(view, total)}</span>
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
      {t('page')}
      <TextInput
        size="xs"
        aria-label={t('pageNumber')}
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
      {t('ofPages', { pages })}
    </span>
  )
}
