export type Shortcut = 'search' | 'new' | 'help' | 'palette'

/** Under this name a browser keeps whether single keys act (WCAG 2.1.4). */
export const singleKeysSetting = { key: 'jeton-single-keys', defaultValue: true } as const

const singleKeys: Record<string, Shortcut> = { '/': 'search', n: 'new', '?': 'help' }

/** What a key asks for; nothing while somebody types, chooses in a menu, or has a dialog open. */
export function shortcutOf(event: KeyboardEvent): Shortcut | undefined {
  if (event.defaultPrevented || event.isComposing || event.repeat || event.altKey) return undefined
  const target = event.target instanceof Element ? event.target : null
  if (target?.closest(typing) || document.querySelector(dialogs)) return undefined
  const command = event.ctrlKey || event.metaKey
  if (!command) return singleKeys[event.key]
  // Both at once is another program's.
  return event.key.toLowerCase() === 'k' && !event.shiftKey && event.ctrlKey !== event.metaKey
    ? 'palette'
    : undefined
}

const notText = ['checkbox', 'radio', 'button', 'submit', 'reset', 'file', 'image', 'color', 'range']
const typing = [
  `input${notText.map((type) => `:not([type="${type}"])`).join('')}`,
  'textarea',
  'select',
  '[contenteditable=""]',
  '[contenteditable="true"]',
  '[role="menu"]',
  '[role="listbox"]',
].join(',')
const dialogs = 'dialog[open], [role="dialog"]'
