import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { problemStatus } from '@/api/problem'
import { signInWithLink, type Session } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { paths } from '@/paths'
import { SignInFrame } from './sign-in-frame'
import { signInProblem } from './sign-in-problem'

interface SignInLinkPageProps {
  onSignedIn: (session: Session) => void
}

/**
 * Sign-in with a one-time link. The secret part stands in the fragment, which no server and no referrer ever sees,
 * and leaves the address bar at once. A button asks first, so that a mail scanner opening the page does not use it up.
 */
export function SignInLinkPage({ onSignedIn }: SignInLinkPageProps) {
  const [link] = useState(() => window.location.hash.slice(1))
  useEffect(() => {
    window.history.replaceState(window.history.state, '', paths.signInLink)
  }, [])
  const attempt = useMutation({ mutationFn: () => signInWithLink(link), onSuccess: onSignedIn })
  const refused = problemStatus(attempt.error) === 401

  if (link === '' || refused) {
    return (
      <SignInFrame title={refused ? 'This link does not work any more' : 'This link is not complete'}>
        <Stack gap="md">
          <Alert color="brick" role="alert">
            {refused
              ? 'A sign-in link works once and for a limited time. This one was used already or has expired.'
              : 'Open the sign-in link again, or copy the whole address.'}
          </Alert>
          <AnchorLink to={paths.signIn}>Sign in with e-mail and password</AnchorLink>
        </Stack>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title="Sign in with your link">
      <Stack gap="md">
        <Text>The link works once. Select the button to go on to your account.</Text>
        {attempt.isError && (
          <Alert color="brick" role="alert">
            {signInProblem(attempt.error)}
          </Alert>
        )}
        <Button size="md" loading={attempt.isPending} onClick={() => attempt.mutate()} data-autofocus>
          Sign in
        </Button>
      </Stack>
    </SignInFrame>
  )
}
