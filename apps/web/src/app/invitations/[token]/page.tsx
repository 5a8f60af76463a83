import type { InvitationPreview, Me } from '@weir/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { ProblemNotice } from '@/components/problem-notice';
import { Instant } from '@/components/time';
import { AccessPage } from '@/features/access/access-page';
import { JoinButton } from '@/features/access/join-button';
import { roleWords } from '@/features/access/role-words';
import { SignUpForm } from '@/features/access/sign-up-form';
import { paths } from '@/lib/api/paths';
import { signInAddress } from '@/lib/next-address';
import { currentSession, read } from '@/lib/server/api';

export const metadata: Metadata = { title: 'Invitation', referrer: 'no-referrer' };

type Props = { params: Promise<{ token: string }> };

export default async function InvitationPage({ params }: Props) {
  const token = decodeURIComponent((await params).token);
  const invitation = await read<InvitationPreview>(paths.invitationByToken(encodeURIComponent(token)));
  if (!invitation.ok)
    return (
      <AccessPage title="This invitation can’t be used">
        <ProblemNotice problem={invitation.problem} role="status" />
      </AccessPage>
    );

  const { workspace, role, by, expiresAt, email } = invitation.value;
  const me = (await currentSession()) ? await read<Me>(paths.me) : null;
  const here = `/invitations/${encodeURIComponent(token)}`;
  return (
    <AccessPage
      title={`Join ${workspace.name}`}
      lead={
        <>
          {by?.name ?? 'An owner'} invites you as {roleWords[role].label.toLowerCase()}:{' '}
          {roleWords[role].may.toLowerCase()}. The invitation holds until <Instant at={expiresAt} />.
        </>
      }
      foot={
        me?.ok ? (
          <>You are signed in as {me.value.user.email}.</>
        ) : (
          <>
            You have an account? <Link href={signInAddress(here)}>Sign in to join</Link>
          </>
        )
      }
    >
      {me?.ok ? (
        <JoinButton token={token} slug={workspace.slug} name={workspace.name} />
      ) : (
        <SignUpForm next={`/${workspace.slug}`} invitation={token} email={email} />
      )}
    </AccessPage>
  );
}
