import type { InvitationPreview, Me, Workspace } from '@weir/contract';
import type { Metadata } from 'next';
import Link from 'next/link';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { AccessPage } from '@/features/workspace/account/access-page';
import { JoinButton } from '@/features/workspace/account/join-button';
import { roleWords } from '@/features/workspace/account/role-words';
import { SignUpForm } from '@/features/workspace/account/sign-up-form';
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
  const mine = me?.ok ? me.value.workspaces.find(({ slug }) => slug === workspace.slug) : undefined;
  if (mine) return <InAlready workspace={mine} />;
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

/** An invitation makes nobody something else than they are. */
function InAlready({ workspace: { slug, name, role } }: { workspace: Workspace }) {
  const label = roleWords[role].label.toLowerCase();
  const stays = role === 'owner' ? '' : ' The invitation doesn’t change that; an owner can.';
  return (
    <AccessPage title={`You are in ${name} already`} lead={`You are its ${label}.${stays}`}>
      <p>
        <Link href={`/${slug}`}>Go to {name}</Link>
      </p>
    </AccessPage>
  );
}
