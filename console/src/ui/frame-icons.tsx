import { Icon, type IconProps } from './icon'

// Those of the header, the menus and messages: a module of their own, because every page starts with them.

export const BuildingIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M5 20V5.5h9V20m0-10.5h5V20M3 20h18M8.5 9h2m-2 3.5h2m-2 3.5h2" />
  </Icon>
)
export const BuildingsIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M3 20V9.5h7V20M10 20V4.5h8V20M2 20h20M13 8h2m-2 3.5h2m-2 3.5h2M6 13h1m-1 3.5h1" />
  </Icon>
)
export const CheckIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m5 12.5 4.5 4.5L19 7.5" />
  </Icon>
)
export const ChevronDownIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m6 9.5 6 6 6-6" />
  </Icon>
)
export const CloseIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m6 6 12 12M18 6 6 18" />
  </Icon>
)
export const HistoryIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 6.5v4h4M4.6 10.5a8 8 0 1 1-.2 3.5M12 8v4.5l3 2" />
  </Icon>
)
export const HomeIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="m4 11 8-6.5 8 6.5v7.5a1 1 0 0 1-1 1h-4.5v-5h-5v5H5a1 1 0 0 1-1-1z" />
  </Icon>
)
export const KeyIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="8" cy="15.5" r="4" />
    <path d="m11 12.5 8.5-8.5M16 7.5l2.5 2.5" />
  </Icon>
)
export const KeysIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="7" cy="16.5" r="3.5" />
    <path d="m9.5 14 7.5-7.5M14 9.5l2 2M12.5 18.5 21 10m-2.5 2.5 1.5 1.5" />
  </Icon>
)
export const MenuIcon = (props: IconProps) => (
  <Icon {...props}>
    <path d="M4 6.5h16M4 12h16M4 17.5h16" />
  </Icon>
)
export const PeopleIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M3 19.5c0-3.3 2.7-5.5 6-5.5s6 2.2 6 5.5M16 5.3a3.5 3.5 0 0 1 0 6.4m1.5 2.8c2.1.7 3.5 2.5 3.5 5" />
  </Icon>
)
export const PersonIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="12" cy="8.5" r="3.5" />
    <path d="M5.5 19.5c0-3.3 2.9-5.5 6.5-5.5s6.5 2.2 6.5 5.5" />
  </Icon>
)
export const SearchIcon = (props: IconProps) => (
  <Icon {...props}>
    <circle cx="11" cy="11" r="6" />
    <path d="m15.5 15.5 4.5 4.5" />
  </Icon>
)
