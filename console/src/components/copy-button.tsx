import { ActionIcon, Button } from '@mantine/core'
import { t } from '@/texts/copying'
import { announceFailure, announceSuccess } from '@/ui/announce'
import { CopyIcon } from '@/ui/icons'
import { copyText } from './copy-text'

/** Copies a text and announces whether that worked. */
export async function copyAndAnnounce(
  text: string,
  done: string = t('copied'),
  failed: string = t('copyByHand'),
): Promise<boolean> {
  const copied = await copyText(text)
  if (copied) announceSuccess(done)
  else announceFailure(failed)
  return copied
}

interface CopyButtonProps {
  label: string
  text: string
  /** Announced afterwards. */
  done?: string
  /** Shows the label beside the icon. */
  labelled?: boolean
}

export function CopyButton({ label, text, done, labelled }: CopyButtonProps) {
  const copy = () => void copyAndAnnounce(text, done)
  if (labelled)
    return (
      <Button variant="light" size="compact-sm" leftSection={<CopyIcon size={15} />} onClick={copy}>
        {label}
      </Button>
    )
  return (
    <ActionIcon variant="subtle" aria-label={label} onClick={copy}>
      <CopyIcon />
    </ActionIcon>
  )
}
