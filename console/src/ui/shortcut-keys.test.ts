import { afterEach, expect, test } from 'vitest'
import { shortcutOf } from './shortcut-keys'

// C-108

afterEach(() => document.body.replaceChildren())

function press(key: string, init: KeyboardEventInit = {}, target: Element = document.body) {
  let answer: ReturnType<typeof shortcutOf>
  const listen = (event: KeyboardEvent) => (answer = shortcutOf(event))
  document.addEventListener('keydown', listen)
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init }))
  document.removeEventListener('keydown', listen)
  return answer
}

function put(markup: string): Element {
  document.body.innerHTML = markup
  return document.querySelector('#at') ?? document.body
}

test('knows its keys, and no others', () => {
  expect(['/', 'n', '?', 'k', 'N', 'm'].map((key) => press(key))).toEqual([
    'search',
    'new',
    'help',
    undefined,
    undefined,
    undefined,
  ])
})

test.each([
  [{ ctrlKey: true }, 'palette'],
  [{ metaKey: true }, 'palette'],
  [{ ctrlKey: true, metaKey: true }, undefined],
  [{ ctrlKey: true, shiftKey: true }, undefined],
  [{ ctrlKey: true, altKey: true }, undefined],
  [{}, undefined],
])('K with %j is %s', (keys, shortcut) => {
  expect(press('k', keys)).toBe(shortcut)
})

test.each(['ctrlKey', 'metaKey', 'altKey', 'repeat', 'isComposing'])('n with %s is no shortcut', (name) => {
  expect(press('n', { [name]: true })).toBeUndefined()
})

test('what somebody else has taken is no shortcut', () => {
  const target = put('<div id="at"></div>')
  target.addEventListener('keydown', (event) => event.preventDefault())
  expect(press('n', {}, target)).toBeUndefined()
})

test.each([
  '<input id="at" />',
  '<input id="at" type="search" />',
  '<input id="at" type="date" />',
  '<textarea id="at"></textarea>',
  '<select id="at"></select>',
  '<div contenteditable="true"><span id="at"></span></div>',
  '<div contenteditable=""><span id="at"></span></div>',
  '<div role="menu"><button id="at"></button></div>',
  '<div role="listbox"><div id="at"></div></div>',
  '<div role="dialog"><button id="at"></button></div>',
  '<dialog open></dialog><button id="at"></button>',
])('in %s no key is a shortcut', (markup) => {
  const target = put(markup)
  expect(press('n', {}, target)).toBeUndefined()
  expect(press('k', { ctrlKey: true }, target)).toBeUndefined()
})

test.each([
  '<button id="at"></button>',
  '<a id="at" href="/"></a>',
  '<input id="at" type="checkbox" />',
  '<input id="at" type="radio" />',
  '<dialog></dialog><main id="at"></main>',
])('on %s they work', (markup) => {
  expect(press('n', {}, put(markup))).toBe('new')
})
