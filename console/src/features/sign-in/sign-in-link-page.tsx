import { Alert, Button, Stack, Text } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { problemStatus } from '@/api/problem'
import { signInWithLink, type Session } from '@/api/session'
import { AnchorLink } from '@/components/anchor-link'
import { SignInFrame } from '@/components/sign-in-frame'
import { signInProblem } from '@/components/sign-in-problem'
import { useFragmentSecret } from '@/components/use-fragment-secret'
import { paths } from '@/paths'
import { common } from '@/texts/common'
import { t } from '@/texts/sign-in'

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
      <SignInFrame title={refused ? t('linkUsed') : t('linkIncomplete')}>
        <Stack gap="md">
          <Alert color="brick" role="alert">
            {refused ? t('linkUsedText') : t('linkIncompleteText')}
          </Alert>
          <AnchorLink to={paths.signIn}>{common('signInWithPassword')}</AnchorLink>
        </Stack>
      </SignInFrame>
    )
  }
  return (
    <SignInFrame title={t('linkTitle')}>
      <Stack gap="md">
        <Text>{t('linkOnce')}</Text>
        {attempt.isError && (
          <Alert color="brick" role="alert">
            {signInProblem(attempt.error)}
          </Alert>
        )}
        <Button size="md" loading={attempt.isPending} onClick={() => attempt.mutate()} data-autofocus>
          {common('signIn')}
        </Button>
      </Stack>
    </SignInFrame>
  )
}
