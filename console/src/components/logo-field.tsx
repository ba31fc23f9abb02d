import { Anchor, Input, Text, UnstyledButton } from '@mantine/core'
import { Dropzone } from '@mantine/dropzone'
import '@mantine/dropzone/styles.layer.css'
import { useCallback, useId, useRef } from 'react'
import { common } from '@/texts/common'
import { t } from '@/texts/logo'
import { CameraIcon, ImagePlusIcon } from '@/ui/icons'
import styles from './logo-field.module.css'
import { logoProblem, logoTypes } from './logo-rules'
import { OptionalLabel } from './optional-label'

interface LogoFieldProps {
  logo: File | null
  error?: string
  onLogo: (logo: File | null) => void
  onProblem: (problem: string) => void
}

/** A logo that is to be uploaded: chosen with a click or dropped on the square. */
export function LogoField({ logo, error, onLogo, onProblem }: LogoFieldProps) {
  const hintId = useId()
  const errorId = useId()
  const openDialog = useRef<() => void>(null)

  // Dropzone sorts by name and type only; the content decides here.
  const take = async (files: File[]) => {
    const file = files[0]
    if (!file) return
    if (files.length > 1) return onProblem(t('chooseOneFile'))
    const problem = await logoProblem(file)
    if (problem) onProblem(problem)
    else onLogo(file)
  }

  const describedBy = error ? `${hintId} ${errorId}` : hintId
  const action = logo ? t('changeLogo') : t('addLogo')
  return (
    <Dropzone
      onDrop={(files) => void take(files)}
      onReject={(rejections) => void take(rejections.map(({ file }) => file))}
      openRef={openDialog}
      multiple={false}
      maxFiles={1}
      accept={[...logoTypes]}
      activateOnClick={false}
      activateOnKeyboard={false}
      enablePointerEvents
      // The file dialog of every browser, not that of one.
      useFsAccessApi={false}
      tabIndex={-1}
      classNames={{ root: styles.zone, inner: styles.inner }}
      inputProps={{ 'aria-label': t('logoFile'), tabIndex: -1 }}
      data-invalid={error !== undefined || undefined}
    >
      <div className={styles.label}>
        <OptionalLabel>{common('logo')}</OptionalLabel>
      </div>
      <Text size="xs" c="dimmed" id={hintId}>
        {t('logoHint')}
      </Text>
      <div className={styles.row}>
        <UnstyledButton
          className={styles.square}
          data-path="logo"
          onClick={() => openDialog.current?.()}
          aria-label={action}
          aria-describedby={describedBy}
        >
          {logo ? (
            <LogoPreview file={logo} alt={t('logoPreview')} onBroken={() => onProblem(t('logoUnreadable'))} />
          ) : (
            <CameraIcon size={24} />
          )}
        </UnstyledButton>
        <div className={styles.links}>
          <Anchor
            component="button"
            type="button"
            size="sm"
            tabIndex={-1}
            aria-hidden="true"
            onClick={() => openDialog.current?.()}
          >
            <ImagePlusIcon size={16} /> {action}
          </Anchor>
          {logo && (
            <Text size="xs" c="dimmed" className={styles.fileName}>
              {logo.name}
            </Text>
          )}
          {(logo || error) && (
            <Anchor component="button" type="button" size="sm" c="brick" onClick={() => onLogo(null)}>
              {logo ? t('removeLogo') : t('continueWithoutLogo')}
            </Anchor>
          )}
        </div>
      </div>
      {error && (
        <Input.Error id={errorId} mt={6} role="alert">
          {error}
        </Input.Error>
      )}
    </Dropzone>
  )
}

interface LogoPreviewProps {
  file: File
  alt: string
  className?: string
  /** The browser cannot read the picture. */
  onBroken?: () => void
}

/** The chosen picture, before it is uploaded. */
export function LogoPreview({ file, alt, className, onBroken }: LogoPreviewProps) {
  const show = useCallback(
    (image: HTMLImageElement | null) => {
      if (!image) return
      const address = URL.createObjectURL(file)
      image.src = address
      return () => URL.revokeObjectURL(address)
    },
    [file],
  )
  return <img ref={show} alt={alt} className={className} onError={onBroken} />
}
