import { Anchor, type AnchorProps } from '@mantine/core'
import { createLink, type LinkComponent } from '@tanstack/react-router'
import { forwardRef } from 'react'

type PlainAnchorProps = Omit<AnchorProps, 'href'>

const PlainAnchor = forwardRef<HTMLAnchorElement, PlainAnchorProps>((props, ref) => (
  <Anchor ref={ref} underline="always" {...props} />
))
PlainAnchor.displayName = 'PlainAnchor'

const RoutedAnchor = createLink(PlainAnchor)

/** An underlined link to a page of the console. */
export const AnchorLink: LinkComponent<typeof PlainAnchor> = (props) => <RoutedAnchor {...props} />
