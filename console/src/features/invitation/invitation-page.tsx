import { Alert, Button, Skeleton, Stack, Text } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useEffect, useState, type ReactNode } from 'react'
import { errorSentence, problemStatus } from '@/api/problem'
import { acceptInvitation, sessionQuery, type Session } from '@/api/session'
import { accountTypeText } from '@/components/account-type'
import { AnchorLink } from '@/components/anchor-link'
import { Avatar } from '@/components/avatar'
import { ConfirmDialog } from '@/components/confirm-dialog'
import { SignInFrame } from '@/components/sign-in-frame'
import { signInProblem } from '@/components/sign-in-problem'
import { useFragmentSecret } from '@/components/use-fragment-secret'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { formatMoment } from '@/texts/formats'
import { t } from '@/texts/invitation'
import { KnownPersonForm, NewPersonForm, SignedInForm, type Acceptance } from './accept-forms'
import styles from './invitation-page.module.css'
import { acceptSignedIn, declineInvitation, readInvitation, type OpenInvitation } from './requests'

interface InvitationPageProps {
  onSignedIn: (session: Session) => void
}

/** Where an invitation link leads: what it is for, and accepting or declining it. */
export function InvitationPage({ onSignedIn }: InvitationPageProps) {
  const secret = useFragmentSecret(paths.invitation)
  // Another link in the same tab is another invitation.
  return <Invitation key={secret} secret={secret} onSignedIn={onSignedIn} />
}

function Invitation({ secret, onSignedIn }: InvitationPageProps & { secret: string }) {
  const [offer, setOffer] = useState<OpenInvitation>()
  const [declined, setDeclined] = useState(false)
  const session = useQuery(sessionQuery)
  // No query: its key or its cache would keep the secret or what it opened.
  const read = useMutation({ mutationFn: () => readInvitation(secret), gcTime: 0, onSuccess: setOffer })
  const { mutate: readAgain } = read
  useEffect(() => {
    if (secret !== '') readAgain()
  }, [secret, readAgain])

  // One frame for all of them: it gives the focus to a new title.
  if (secret === '') {
    return (
      <SignInFrame title={t('incompleteTitle')}>
        <Ended>{t('incompleteText')}</Ended>
      </SignInFrame>
    )
  }
  if (declined && offer) {
    return (
      <SignInFrame title={t('declinedTitle')}>
        <Text>{t('declinedText', { account: offer.account.name })}</Text>
      </SignInFrame>
    )
  }
  if (read.isError) {
    return (
      <SignInFrame title={unreadableTitle(read.error)}>
        <Unreadable error={read.error} onRetry={readAgain} />
      </SignInFrame>
    )
  }
  if (!offer || session.isPending) {
    return (
      <SignInFrame title={t('title')}>
        <Stack gap="md" aria-busy="true">
          <p className="visually-hidden" role="status">
            {t('reading')}
          </p>
          <Skeleton height={44} />
          <Skeleton height={36} />
        </Stack>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={t('join', { account: offer.account.name })}>
      <Offer
        secret={secret}
        offer={offer}
        session={session.data ?? null}
        onSignedIn={onSignedIn}
        onStale={readAgain}
        onDeclined={() => setDeclined(true)}
      />
    </SignInFrame>
  )
}

interface OfferProps {
  secret: string
  offer: OpenInvitation
  session: Session | null
  onSignedIn: (session: Session) => void
  /** The invitation is not what it was when it was read. */
  onStale: () => void
  onDeclined: () => void
}

function Offer({ secret, offer, session, onSignedIn, onStale, onDeclined }: OfferProps) {
  const { account, user } = offer
  const isSignedIn = session !== null && session.user.email.toLowerCase() === user.email.toLowerCase()
  const readAgainIfStale = (error: Error) => {
    if ([404, 409].includes(problemStatus(error) ?? 0)) onStale()
  }
  const attempt = useMutation({
    mutationFn: (acceptance: Acceptance | undefined) =>
      acceptance
        ? acceptInvitation({ invitation: secret, ...acceptance })
        : acceptSignedIn(session?.user.id ?? '', account.id),
    // The variables of a mutation hold the password.
    gcTime: 0,
    onSuccess: onSignedIn,
    onError: readAgainIfStale,
  })
  const Form = offer.setsPassword ? NewPersonForm : isSignedIn ? SignedInForm : KnownPersonForm
  return (
    <Stack gap="md">
      <div className={styles.account}>
        <Avatar name={account.name} icon={account.icon} size={44} />
        <span className={styles.accountText}>
          <strong>{account.name}</strong>
          <span>
            {account.type
              ? common('accountType', { type: accountTypeText(account.type), id: account.id })
              : account.id}
          </span>
        </span>
      </div>
      <Text>
        {t.rich('invitedAs', {
          email: <strong className={styles.email}>{user.email}</strong>,
          deadline: <Deadline at={offer.expiresAt} />,
        })}
      </Text>
      {session && !isSignedIn && (
        <Alert color="gray" role="note">
          {t('signedInAsOther', { present: session.user.email, invited: user.email })}
        </Alert>
      )}
      <Form
        offer={offer}
        attempt={attempt}
        declineButton={
          <Decline
            secret={secret}
            account={account.name}
            disabled={attempt.isPending}
            onDeclined={onDeclined}
            onFailed={readAgainIfStale}
          />
        }
      />
    </Stack>
  )
}

interface DeclineProps {
  secret: string
  account: string
  disabled: boolean
  onDeclined: () => void
  onFailed: (error: Error) => void
}

function Decline({ secret, account, disabled, onDeclined, onFailed }: DeclineProps) {
  const [asking, setAsking] = useState(false)
  const decline = useMutation({
    mutationFn: () => declineInvitation(secret),
    gcTime: 0,
    onSuccess: onDeclined,
    onError: onFailed,
  })
  return (
    <>
      <Button variant="subtle" disabled={disabled} onClick={() => setAsking(true)}>
        {t('decline')}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={t('decline')}
        confirmLabel={t('declineButton')}
        destructive
        busy={decline.isPending}
        problem={decline.isError ? signInProblem(decline.error) : undefined}
        onConfirm={() => decline.mutate()}
        onClose={() => {
          decline.reset()
          setAsking(false)
        }}
      >
        <p>{t.rich('declineQuestion', { account: <strong>{account}</strong> })}</p>
        <p>{t('declineConsequence')}</p>
      </ConfirmDialog>
    </>
  )
}

function unreadableTitle(error: Error): string {
  switch (problemStatus(error)) {
    case 404:
      return t('goneTitle')
    case 409:
      return t('expiredTitle')
    default:
      return t('unreadableTitle')
  }
}

/** Why there is nothing to accept. */
function Unreadable({ error, onRetry }: { error: Error; onRetry: () => void }) {
  switch (problemStatus(error)) {
    case 404:
      // The server does not tell these apart, so that nobody learns which links there were.
      return <Ended>{t('goneText')}</Ended>
    case 409:
      return <Ended>{t('expiredText', { reason: errorSentence(error) })}</Ended>
    default:
      return (
        <Stack gap="md">
          <Alert color="brick" role="alert">
            {signInProblem(error)}
          </Alert>
          <Button size="md" onClick={onRetry}>
            {common('tryAgain')}
          </Button>
        </Stack>
      )
  }
}

function Ended({ children }: { children: ReactNode }) {
  return (
    <Stack gap="md">
      <Alert color="brick" role="alert">
        {children}
      </Alert>
      <AnchorLink to={paths.signIn}>{common('signInWithPassword')}</AnchorLink>
    </Stack>
  )
}

function Deadline({ at }: { at: string }) {
  return <time dateTime={at}>{formatMoment(new Date(at))}</time>
}
