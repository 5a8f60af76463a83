import type { InvitationPreview, Me, Workspace } from '@weir/contract';
import type { Metadata } from 'next';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { AccessPage } from '@/features/workspace/account/access/access-page';
import { InvitationEntrance } from '@/features/workspace/account/signing-in/invitation-entrance';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import type { AnyProblem } from '@/lib/api/result';
import { openIdName } from '@/lib/server/open-id-name';
import { currentSession, read } from '@/lib/server/page-data';
import { getDates, getTranslations } from '@/lib/server/words';
import { withWords } from '@/lib/words/with-words';

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations();
  return { title: t('access.invitation.pageTitle'), referrer: 'no-referrer' };
}

type Props = { params: Promise<{ token: string }> };

export default withWords('/invitations/[token]', InvitationPage);

async function InvitationPage({ params }: Props) {
  const t = await getTranslations();
  const token = decodeURIComponent((await params).token);
  const invitation = await read<InvitationPreview>(adminPaths.invitationByToken(encodeURIComponent(token)));
  const me = (await currentSession()) ? await read<Me>(adminPaths.me) : null;
  const [slug] = token.split('.');
  const mine = me?.ok ? me.value.workspaces.find((workspace) => workspace.slug === slug) : undefined;
  if (mine) return <AlreadyIn workspace={mine} />;
  if (!invitation.ok) return <Unusable problem={invitation.problem} />;

  const { workspace, role, by, expiresAt } = invitation.value;
  const until = (await getDates()).instant(expiresAt);
  return (
    <AccessPage
      title={t('access.invitation.title', { workspace: workspace.name })}
      lead={
        by
          ? t('access.invitation.invited', { inviter: by.name, role, until })
          : t('access.invitation.invitedByOwner', { role, until })
      }
    >
      <InvitationEntrance
        token={token}
        invitation={invitation.value}
        account={me?.ok ? me.value.user.email : null}
        openIdName={await openIdName()}
      />
    </AccessPage>
  );
}

/** A token that never was one is a link that was not copied completely. */
async function Unusable({ problem }: { problem: AnyProblem }) {
  const t = await getTranslations();
  const foot = t.rich('access.invitation.openWeir', { link: (text) => <Link href="/">{text}</Link> });
  if (problem.code === 'invalid-input')
    return (
      <AccessPage title={t('access.linkCut.title')} lead={t('access.invitation.cut')} foot={foot}>
        {null}
      </AccessPage>
    );
  if (problem.code === 'invitation-invalid' || problem.code === 'not-found')
    return (
      <AccessPage title={t('access.invitation.unusable')} foot={foot}>
        <Notice tone="warn" role="status">
          <p>{problem.code === 'not-found' ? t('access.invitation.notFound') : problem.detail}</p>
          <p>
            {t('access.invitation.whatNow', {
              why: problem.code === 'not-found' ? 'unknown' : problem.why,
            })}
          </p>
        </Notice>
      </AccessPage>
    );
  return (
    <AccessPage title={t('access.invitation.unknown')}>
      <ProblemNotice problem={problem} role="status" />
    </AccessPage>
  );
}

/** An invitation never changes the role of a person who is a member already. */
async function AlreadyIn({ workspace: { slug, name, role } }: { workspace: Workspace }) {
  const t = await getTranslations();
  return (
    <AccessPage
      title={t('access.invitation.alreadyIn', { workspace: name })}
      lead={
        <>
          {t('access.invitation.yourRole', { role })} {role !== 'owner' && t('access.invitation.roleStays')}
        </>
      }
    >
      <p>
        <Link href={`/${slug}`}>{t('access.invitation.open', { workspace: name })}</Link>
      </p>
    </AccessPage>
  );
}
