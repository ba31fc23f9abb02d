import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { expect, test } from 'vitest'
import { textRules } from '../eslint.texts'

// What the rules leave out is no matter of theirs.
const rules = { rules: textRules.rules }

function findings(code: string): number {
  const parsed = { files: ['**/*.tsx'], languageOptions: { parser: tseslint.parser as never } }
  const messages = new Linter().verify(code, [parsed, rules as unknown as Linter.Config], 'src/page.tsx')
  expect(messages.filter(({ fatal }) => fatal)).toEqual([])
  return messages.length
}

// C-103
test.each([
  '<p>Hello</p>',
  "<p>{'Hello'}</p>",
  '<p>{count} Zeilen</p>',
  "<p>{open ? 'open' : t('closed')}</p>",
  "<p>{open && 'open'}</p>",
  '<p>{`${count} rows`}</p>',
  '<input aria-label="Search" />',
  "<Button title={busy ? 'Wait' : undefined} />",
  "announceSuccess('It is saved.')",
  'announceFailure(`Not saved: ${reason}`)',
  "const column = { header: 'Date created' }",
  "function reason() { return 'This is the first page' }",
])('text outside of the catalogue is a finding: %s', (code) => {
  expect(findings(code)).toBe(1)
})

test.each([
  '<p>{name}: {t("rows", { count })}</p>',
  '<Button variant="subtle" className="wide" aria-label={t("search")} />',
  "const column = () => ({ id: 'created', header: t('createdAt') })",
  "function tone() { return 'green' }",
])('everything else is none: %s', (code) => {
  expect(findings(code)).toBe(0)
})

test.each([
  "const title = t('title')",
  "const words = { title: t('title') }",
  "const steps = [common('add')]",
])('a text that is read while a module loads is a finding: %s', (code) => {
  expect(findings(code)).toBe(1)
})

test('a text that is read when it is asked for is none', () => {
  expect(findings("const words = { title: () => t('title') }")).toBe(0)
})
