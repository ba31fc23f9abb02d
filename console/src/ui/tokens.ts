/**
 * Every colour of the console, light and dark. Style sheets read them as variables: `lineStrong` is
 * `var(--line-strong)`. `tokens.test.ts` holds the contrast of what is written or drawn on what.
 */
export interface Tokens {
  /** Behind everything. */
  page: string
  /** Header, side bar, cards. */
  surface: string
  /** Menus and dialogs, above the rest. */
  raised: string
  /** A part of a surface that steps back. */
  subtle: string
  hover: string
  line: string
  /** The frame of a control. */
  lineStrong: string
  ink: string
  muted: string
  accent: string
  accentPale: string
  onAccent: string
  accentBright: string
  gold: string
  caution: string
  danger: string
  dangerPale: string
  positive: string
  positivePale: string
  notice: string
  noticePale: string
  neutral: string
  neutralPale: string
  disabled: string
  onDisabled: string
  /** Initials of the object that a row is about. */
  initials: string
  onInitials: string
  /** Initials of what it refers to. */
  initialsQuiet: string
  onInitialsQuiet: string
  /** Behind the picture of an object, which may have no background of its own. */
  picture: string
  heroFrom: string
  heroTo: string
  heroGlow: string
  onHero: string
  shadow: string
  shadowWide: string
  overlay: string
}

export const light: Tokens = {
  page: '#f3f6f6',
  surface: '#ffffff',
  raised: '#ffffff',
  subtle: '#f7fafa',
  hover: '#edf3f2',
  line: '#dbe2e4',
  lineStrong: '#73828a',
  ink: '#152026',
  muted: '#55646c',
  accent: '#0b6b62',
  accentPale: '#e6f4f1',
  onAccent: '#ffffff',
  accentBright: '#2f9e90',
  gold: '#e2a33b',
  caution: '#8a5300',
  danger: '#a52e22',
  dangerPale: '#fdf0ee',
  positive: '#14683a',
  positivePale: '#e0f4e6',
  notice: '#1d4f91',
  noticePale: '#e3eefb',
  neutral: '#46545c',
  neutralPale: '#e6eaec',
  disabled: '#eef1f2',
  onDisabled: '#87959c',
  initials: '#21343a',
  onInitials: '#ffffff',
  initialsQuiet: '#dfe7e8',
  onInitialsQuiet: '#33444b',
  picture: '#ffffff',
  heroFrom: '#04433d',
  heroTo: '#0b6b62',
  heroGlow: 'rgb(242 184 75 / 38%)',
  onHero: '#ffffff',
  shadow: 'rgb(21 32 38 / 6%)',
  shadowWide: 'rgb(21 32 38 / 8%)',
  overlay: 'rgb(13 32 36 / 50%)',
}

export const dark: Tokens = {
  page: '#0d1416',
  surface: '#151e21',
  raised: '#1b2629',
  subtle: '#192427',
  hover: '#223034',
  line: '#2b393e',
  lineStrong: '#76878e',
  ink: '#e9eff0',
  muted: '#a3b3b8',
  accent: '#62c9ba',
  accentPale: '#14332f',
  onAccent: '#06231f',
  accentBright: '#2f9e90',
  gold: '#e2a33b',
  caution: '#f0c27a',
  danger: '#f0a59c',
  dangerPale: '#3b1c19',
  positive: '#86d9a3',
  positivePale: '#14301f',
  notice: '#9cc3f5',
  noticePale: '#17283d',
  neutral: '#c0ccd0',
  neutralPale: '#2a363a',
  disabled: '#1f2a2d',
  onDisabled: '#69787e',
  initials: '#d5e0e2',
  onInitials: '#152026',
  initialsQuiet: '#2c3a3f',
  onInitialsQuiet: '#c6d2d5',
  picture: '#ffffff',
  heroFrom: '#04332f',
  heroTo: '#0a5a52',
  heroGlow: 'rgb(242 184 75 / 26%)',
  onHero: '#ffffff',
  shadow: 'rgb(0 0 0 / 40%)',
  shadowWide: 'rgb(0 0 0 / 30%)',
  overlay: 'rgb(2 8 9 / 66%)',
}

/** The mark is the same on every ground. */
export const mark = { disc: '#0b6b62', inlay: '#f2b84b', letter: '#ffffff' }

type Scale = [string, string, string, string, string, string, string, string, string, string]

/** From pale to deep, as the component library wants them. */
export const scales: Record<'lagoon' | 'brick' | 'gray' | 'dark', Scale> = {
  lagoon: [
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
  ],
  brick: [
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
  ],
  gray: [
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
  ],
  dark: [
    '#e9eff0',
    '#c9d4d7',
    '#a3b3b8',
    '#8b9ca2',
    '#3a4a50',
    '#2b393e',
    '#1b2629',
    '#151e21',
    '#0d1416',
    '#080d0f',
  ],
}

/** The variables of a scheme, as a style sheet names them. */
export function variables(tokens: Tokens): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokens).map(([name, colour]) => [
      `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
      colour,
    ]),
  )
}
