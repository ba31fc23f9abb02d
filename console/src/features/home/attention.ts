import type { Session } from '@/api/session'
import type { Filter } from '@/components/grid/filter'
import { listRequest, type ListTerms } from '@/components/grid/list-request'
import { invitationState } from '@/components/members/properties'
import { ownTokens, tokenProperties } from '@/components/token-properties'
import { defaultView, searchFromView, type ViewSearch } from '@/components/view'
import { paths } from '@/paths'
import { dayBefore } from '@/texts/formats'
import { t } from '@/texts/home'
import { memberCountQuery, tokenCountQuery } from './requests'

/** Days without a request after which a token counts as unused. */
export const unusedDays = 90

/** Something that somebody may have to look at: how much of it there is, and the list that shows it. */
export interface Attention {
  label: string
  text: string
  to: (typeof paths)['apiTokens' | 'users']
  search: ViewSearch
  count: ReturnType<typeof tokenCountQuery | typeof memberCountQuery>
  /** Not worth a line while there is none. */
  onlySome?: boolean
}

/** Counted by the request that the list behind the link sends, so that both agree. */
export function attentions(session: Session, now: Date): Attention[] {
  const accountId = session.account?.id ?? ''
  const tokens = (label: string, text: string, filter: Filter): Attention => ({
    label,
    text,
    to: paths.apiTokens,
    search: searchFromView({ filter }),
    count: tokenCountQuery(
      termsOf(filter, { properties: Object.values(tokenProperties()), always: ownTokens(session) }),
    ),
  })
  const invitations = (label: string, text: string, state: string): Attention => {
    const filter: Filter = {
      join: 'and',
      items: [{ property: invitationState().id, operator: 'eq', values: [state] }],
    }
    return {
      label,
      text,
      to: paths.users,
      search: searchFromView({ filter }),
      count: memberCountQuery(accountId, termsOf(filter, { properties: [invitationState()] })),
    }
  }
  return [
    tokens(t('unused'), t('unusedText', { days: unusedDays }), unusedFilter(now)),
    tokens(t('disabled'), t('disabledText'), {
      join: 'and',
      items: [{ property: 'status', operator: 'eq', values: ['Disabled'] }],
    }),
    tokens(t('bare'), t('bareText'), {
      join: 'and',
      items: [{ property: 'module', operator: 'empty', values: [] }],
    }),
    invitations(t('invited'), t('invitedText'), 'Invited'),
    { ...invitations(t('expired'), t('expiredText'), 'InvitationExpired'), onlySome: true },
  ]
}

/** How many tokens the account has, deleted ones apart. */
export function ownTokenCount(session: Session) {
  return tokenCountQuery(ownTokens(session)(() => false))
}

// A token that was never used has no last access; one that is younger is given time.
function unusedFilter(now: Date): Filter {
  const day = dayBefore(now, unusedDays)
  return {
    join: 'and',
    items: [
      { property: 'status', operator: 'eq', values: ['Active'] },
      { property: 'created', operator: 'before', values: [day] },
      {
        any: [
          { property: 'last-access', operator: 'before', values: [day] },
          { property: 'last-access', operator: 'empty', values: [] },
        ],
      },
    ],
  }
}

function termsOf(filter: Filter, terms: Pick<ListTerms, 'properties' | 'always'>): string[] {
  return listRequest({ ...defaultView, filter }, { ...terms, searched: [], order: '' }).filter
}
