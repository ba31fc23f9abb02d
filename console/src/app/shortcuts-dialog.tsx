import { Button, Kbd, Switch } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { Fragment } from 'react'
import { common } from '@/texts/common'
import { t } from '@/texts/palette'
import { Dialog } from '@/ui/dialog'
import { singleKeysSetting } from '@/ui/shortcut-keys'
import styles from './shortcuts.module.css'

/** Which keys there are, and the way to turn those off that are a single letter. */
export default function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [singleKeys, setSingleKeys] = useLocalStorage<boolean>({
    ...singleKeysSetting,
    getInitialValueInEffect: false,
  })
  const shortcuts = [
    { keys: ['Ctrl K', '⌘ K'], text: t('keyPalette') },
    { keys: ['/'], text: t('keySearch') },
    { keys: ['n'], text: t('keyNew') },
    { keys: ['?'], text: t('keyHelp') },
  ]
  return (
    <Dialog opened onClose={onClose} title={t('shortcuts')} size="md" crossLabel={common('dismiss')}>
      <dl className={styles.keys}>
        {shortcuts.map(({ keys, text }) => (
          <div key={text}>
            <dt>
              {keys.map((key, index) => (
                <Fragment key={key}>
                  {index > 0 && ` ${t('or')} `}
                  <Kbd>{key}</Kbd>
                </Fragment>
              ))}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <Switch
        label={t('singleKeys')}
        description={t('singleKeysHint')}
        checked={singleKeys}
        onChange={(event) => setSingleKeys(event.currentTarget.checked)}
      />
      <div className={styles.footer}>
        <Button variant="subtle" onClick={onClose} data-autofocus>
          {common('close')}
        </Button>
      </div>
    </Dialog>
  )
}
