import js from '@eslint/js'
import globals from 'globals'
import jsxA11y from 'eslint-plugin-jsx-a11y'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'
import { textRules } from './eslint.texts.js'

// A layer may import itself and what stands below it; paths.ts is open to all.
const arrows = {
  texts: ['ui', 'api', 'components', 'features', 'app'],
  ui: ['api', 'components', 'features', 'app'],
  api: ['ui', 'components', 'features', 'app'],
  components: ['features', 'app'],
  features: ['app'],
}

const layerRules = Object.entries(arrows).map(([layer, forbidden]) => ({
  files: [`src/${layer}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            group: forbidden.map((upper) => `@/${upper}/**`),
            message: `${layer} stands below ${forbidden.join(', ')}.`,
          },
          { group: ['../../**', '../*/**'], message: 'Use @/ to leave the folder.' },
          ...(layer === 'features'
            ? [
                {
                  group: ['@/features/**'],
                  message: 'No import across features: use a relative path inside one.',
                },
              ]
            : []),
        ],
      },
    ],
  },
}))

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'test-results', 'playwright-report', 'src/api/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx,js}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    ...jsxA11y.flatConfigs.recommended,
  },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-globals': [
        'error',
        { name: 'fetch', message: 'Only the generated client fetches.' },
        { name: 'localStorage', message: 'Nothing of a session may outlive the page.' },
        { name: 'sessionStorage', message: 'Nothing of a session may outlive the page.' },
      ],
      'no-console': 'error',
    },
  },
  textRules,
  ...layerRules,
)
