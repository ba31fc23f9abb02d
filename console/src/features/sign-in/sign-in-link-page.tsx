import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { problemStatus } from '@/api/problem'
import { signInWithLink, type Session } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { SignInFrame } from '@/components/sign-in-frame'
import { signInProblem } from '@/components/sign-in-problem'
import { useFragmentSecret } from '@/components/use-fragment-secret'
import { paths } from '@/paths'

interface SignInLinkPageProps {
  onSignedIn: (session: Session) => void
}

/**
 * Sign-in with a one-time link. A button asks first, so that a mail scanner opening the page does not use it up.
 */
export function SignInLinkPage({ onSignedIn }: SignInLinkPageProps) {
  const link = useFragmentSecret(paths.signInLink)
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
