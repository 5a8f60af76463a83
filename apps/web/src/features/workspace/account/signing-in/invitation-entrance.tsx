'use client';

import type { InvitationPreview } from '@weir/contract';
import { type ReactNode, useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import type { AnyProblem } from '@/lib/api/result';
import { useLinkToken } from '@/lib/use-link-token';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../access/access.module.css';
import { OtherAccount } from '../access/other-account';
import { MailInvitation } from './mail-invitation';
import { SignInForm } from './sign-in-form';
import { SignUpForm } from './sign-up-form';

type Props = {
  token: string;
  invitation: InvitationPreview;
  /** The address of the account that is signed in; null if nobody is. */
  account: string | null;
  openIdName: string | undefined;
};

/**
 * What the reader of an invitation does next: sign up, sign in, join, or fetch the link from their mail. All of it
 * happens on this page, so that the token and the proof in its address get into no other one.
 */
export function InvitationEntrance(props: Props) {
  const fragment = useLinkToken();
  const proof = new URLSearchParams(fragment).get('proof') ?? undefined;
  // Only the browser knows whether the link came by mail.
  if (props.invitation.needs === 'proof' && fragment === undefined) return null;
  return props.account === null ? (
    <ForNewcomer {...props} proof={proof} />
  ) : (
    <ForAccount {...props} account={props.account} proof={proof} />
  );
}

type WithProof<P> = P & { proof: string | undefined };

function ForNewcomer({ token, invitation, openIdName, proof }: WithProof<Props>) {
  const t = useTranslations();
  const [hasAccount, setHasAccount] = useState(false);
  const { workspace, email, needs } = invitation;
  if (hasAccount)
    return (
      <>
        <SignInForm
          onSignedIn={() => window.location.reload()}
          next={`/invitations/${token}${window.location.hash}`}
          openIdName={openIdName}
        />
        <Foot action={t('access.invitation.signUpInstead')} onPress={() => setHasAccount(false)}>
          {t('access.invitation.noAccount')}
        </Foot>
      </>
    );
  return (
    <>
      {needs === 'proof' && email && !proof ? (
        <FromMail token={token} email={email} />
      ) : (
        <SignUpForm next={`/${workspace.slug}`} invitation={token} proof={proof} email={email} />
      )}
      <Foot action={t('access.invitation.signInToJoin')} onPress={() => setHasAccount(true)}>
        {t('access.invitation.hasAccount')}
      </Foot>
    </>
  );
}

function ForAccount({ token, invitation, account, proof }: WithProof<Props & { account: string }>) {
  const t = useTranslations();
  const { workspace, email, needs } = invitation;
  return (
    <>
      {needs === 'otherAccount' ? (
        <Notice tone="warn" role="status" title={t('access.invitation.otherAccount', { account })}>
          <p>{t('access.invitation.otherAccountText', { email: email ?? '' })}</p>
        </Notice>
      ) : needs === 'proof' && email && !proof ? (
        <FromMail token={token} email={email} />
      ) : (
        <Join token={token} proof={proof} workspace={workspace} />
      )}
      <div className={styles.foot}>
        <OtherAccount account={account} isMain={needs === 'otherAccount'} />
      </div>
    </>
  );
}

/** The link at hand did not come by mail. */
function FromMail({ token, email }: { token: string; email: string }) {
  const t = useTranslations();
  return (
    <div className={styles.steps}>
      <Notice tone="info" title={t('problems.invitation-needs-proof.title')}>
        <p>{t('access.invitation.fromMail', { email })}</p>
      </Notice>
      <MailInvitation token={token} email={email} />
    </div>
  );
}

/** Accepts the invitation as the one who is signed in, and enters the workspace. */
function Join({
  token,
  proof,
  workspace,
}: WithProof<{ token: string; workspace: InvitationPreview['workspace'] }>) {
  const t = useTranslations();
  const [isPending, setPending] = useState(false);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const join = async () => {
    setPending(true);
    const joined = await api.post(adminPaths.acceptInvitation(token), proof && { proof });
    if (joined.ok) return window.location.assign(`/${workspace.slug}`);
    setProblem(joined.problem);
    setPending(false);
  };
  return (
    <div className={styles.steps}>
      {problem && <ProblemNotice problem={problem} />}
      {problem?.code === 'invitation-needs-proof' && <MailInvitation token={token} email={problem.address} />}
      {problem?.code !== 'invitation-invalid' && problem?.code !== 'invitation-needs-proof' && (
        <Button variant="primary" onPress={join} isPending={isPending}>
          {t('access.invitation.join', { workspace: workspace.name })}
        </Button>
      )}
    </div>
  );
}

type FootProps = { children: ReactNode; action: string; onPress: () => void };

function Foot({ children, action, onPress }: FootProps) {
  return (
    <div className={styles.foot}>
      <p>{children}</p>
      <Button variant="quiet" size="small" onPress={onPress}>
        {action}
      </Button>
    </div>
  );
}
