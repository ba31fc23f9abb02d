// Every text that a person reads stands in src/texts: in a language of theirs, and where a translator finds it.
const message = 'Put the text into src/texts.'

const letters = '/\\p{L}/u'
const sentence = '/^\\p{Lu}\\p{Ll}+( |$)/u'
// Attributes and properties that are read out or shown.
const shown =
  '/^(aria-label|ariaLabel|aria-description|alt|label|title|placeholder|description|message|error|text|confirmLabel|closeLabel|crossLabel|disabledReason|header|loadingText)$/'

const literal = (value) => [
  `Literal[value=${value}]`,
  `TemplateLiteral:has(> TemplateElement[value.raw=${value}])`,
]

const selectors = [
  `JSXText[value=${letters}]`,
  ...literal(letters).flatMap((text) => [
    `JSXAttribute[name.name=${shown}] > ${text}`,
    `JSXAttribute[name.name=${shown}] > JSXExpressionContainer > ${text}`,
    `JSXAttribute[name.name=${shown}] > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression) > ${text}`,
    `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > ${text}`,
    `:matches(JSXElement, JSXFragment) > JSXExpressionContainer > :matches(ConditionalExpression, LogicalExpression) > ${text}`,
    `CallExpression[callee.name=/^(announce\\w*|speak)$/] > ${text}`,
  ]),
  ...literal(sentence).flatMap((text) => [
    `Property[key.name=${shown}] > ${text}`,
    `Property[key.value=${shown}] > ${text}`,
    `ReturnStatement > ${text}`,
    `ReturnStatement > ConditionalExpression > ${text}`,
  ]),
]

/** Texts are read when a page is drawn: while a module loads, the language may not be known yet. */
const read = 'CallExpression[callee.name=/^(t|common)$/]'
const early = [
  `Program > VariableDeclaration > VariableDeclarator > ${read}`,
  `Program > VariableDeclaration > VariableDeclarator > ArrayExpression > ${read}`,
  `Program > VariableDeclaration > VariableDeclarator > ObjectExpression > Property > ${read}`,
]

export const textRules = {
  files: ['src/**/*.{ts,tsx}'],
  ignores: ['src/**/*.test.{ts,tsx}', 'src/test/**', 'src/texts/**', 'src/reference/**'],
  rules: {
    'no-restricted-syntax': [
      'error',
      ...selectors.map((selector) => ({ selector, message })),
      ...early.map((selector) => ({
        selector,
        message: 'Read the text when it is shown, not while the module loads.',
      })),
    ],
  },
}
