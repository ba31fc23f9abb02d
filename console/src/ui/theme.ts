import { Checkbox, createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core'

const lagoon: MantineColorsTuple = [
  '#eaf6f4',
  '#d3ece8',
  '#a6d8d1',
  '#75c2b8',
  '#4caea1',
  '#2f9e90',
  '#118376',
  '#0b6b62',
  '#085850',
  '#04433d',
]

const brick: MantineColorsTuple = [
  '#fdf0ee',
  '#f9dcd8',
  '#f0b6af',
  '#e68d83',
  '#da6659',
  '#cb4a3c',
  '#bb382b',
  '#a52e22',
  '#8a251b',
  '#6d1b13',
]

const slate: MantineColorsTuple = [
  '#f4f7f7',
  '#e9eeef',
  '#dbe2e4',
  '#c6d0d3',
  '#9aa7ac',
  '#73828a',
  '#55646c',
  '#3e4c54',
  '#28343b',
  '#152026',
]

const systemFonts =
  "system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans', 'Liberation Sans', Arial, sans-serif"

export const theme = createTheme({
  colors: { lagoon, brick, gray: slate },
  primaryColor: 'lagoon',
  primaryShade: 7,
  black: '#152026',
  fontFamily: systemFonts,
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  headings: { fontFamily: systemFonts, fontWeight: '650' },
  defaultRadius: 'md',
  radius: { xs: '4px', sm: '6px', md: '9px', lg: '14px', xl: '22px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Checkbox: Checkbox.extend({ defaultProps: { radius: 'xs' } }),
  },
})

/** Text colours that reach 4.5:1 on white and on the page background. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#55646c',
    '--mantine-color-placeholder': '#5d6b73',
    '--mantine-color-error': '#a52e22',
    '--mantine-color-body': '#ffffff',
  },
  dark: {},
})
