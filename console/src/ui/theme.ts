import { createTheme, localStorageColorSchemeManager, type CSSVariablesResolver } from '@mantine/core'
import { dark, light, scales, variables, type Tokens } from './tokens'

const fonts =
  "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

/** The choice belongs to the browser, not to the session: it stays after sign-out. */
export const colorScheme = localStorageColorSchemeManager({ key: 'jeton-colour-scheme' })

export const theme = createTheme({
  colors: scales,
  primaryColor: 'lagoon',
  primaryShade: 7,
  black: light.ink,
  fontFamily: fonts,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontFamily: fonts, fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '22px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Checkbox: { defaultProps: { radius: 'xs' }, classNames: { input: 'control' } },
    Input: {
      vars: () => ({ wrapper: { '--input-bd': 'var(--line-strong)', '--input-bd-focus': 'var(--accent)' } }),
    },
  },
})

function library(tokens: Tokens): Record<string, string> {
  return {
    ...variables(tokens),
    '--mantine-color-text': tokens.ink,
    '--mantine-color-body': tokens.surface,
    '--mantine-color-dimmed': tokens.muted,
    '--mantine-color-placeholder': tokens.muted,
    '--mantine-color-error': tokens.danger,
    '--mantine-color-anchor': tokens.accent,
    '--mantine-color-default': tokens.surface,
    '--mantine-color-default-hover': tokens.hover,
    '--mantine-color-default-color': tokens.ink,
    '--mantine-color-default-border': tokens.lineStrong,
    '--mantine-color-disabled': tokens.disabled,
    '--mantine-color-disabled-color': tokens.onDisabled,
    '--mantine-color-disabled-border': tokens.line,
  }
}

/** Dark ink on dark would not be read: where a part asks for a grey, it means one that far from the page. */
const turnedGreys = Object.fromEntries(
  scales.gray.map((_, shade) => [`--mantine-color-gray-${shade}`, scales.gray[9 - shade] ?? '']),
)

export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: library(light),
  dark: {
    ...library(dark),
    ...turnedGreys,
    // What menus write their coloured entries in.
    '--mantine-color-brick-6': dark.danger,
    '--mantine-color-lagoon-6': dark.accent,
  },
})
