'use client';

import Link from 'next/link';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useTranslations } from '@/lib/words/use-translations';
import { AccessPage } from './access-page';
import { LinkAction } from './link-action';
import { SignInForm } from './sign-in-form';
import { StillSignedIn, useSignOut } from './sign-out';

type Props = {
  /** The address of the account that is signed in; null if nobody is. */
  account: string | null;
  openIdName: string | undefined;
};

/**
 * Confirms the address of the account that is signed in. Whoever reads the mail but has no password to the account
 * did not create it, so the link alone confirms nothing.
 */
export function ConfirmEmailPage({ account, openIdName }: Props) {
  return account === null ? <ForNobody openIdName={openIdName} /> : <ForAccount account={account} />;
}

/** Signs in on this page, whose address has the token. */
function ForNobody({ openIdName }: Pick<Props, 'openIdName'>) {
  const t = useTranslations();
  return (
    <AccessPage
      title={t('access.confirmEmail.title')}
      lead={t('access.confirmEmail.signIn')}
      foot={t('access.confirmEmail.notYou')}
    >
      <SignInForm onSignedIn={() => window.location.reload()} next="/" openIdName={openIdName} />
    </AccessPage>
  );
}

function ForAccount({ account }: { account: string }) {
  const t = useTranslations();
  // This page again, with the token.
  const signingOut = useSignOut(() => window.location.reload());
  return (
    <>
      <LinkAction
        title={t('access.confirmEmail.title')}
        lead={t('access.confirmEmail.lead')}
        action={t('access.confirmEmail.submit')}
        call={(token) => api.post(paths.emailConfirmations, { token })}
        done={{ title: t('access.confirmEmail.done'), text: t('access.confirmEmail.doneText') }}
        foot={t.rich('access.confirmEmail.open', { link: (text) => <Link href="/">{text}</Link> })}
        beneath={
          <>
            <p>{t('access.invitation.signedInAs', { email: account })}</p>
            <Button
              variant="quiet"
              size="small"
              onPress={() => signingOut.signOut()}
              isPending={signingOut.pending !== null}
            >
              {t('access.invitation.changeAccount')}
            </Button>
          </>
        }
      />
      <StillSignedIn signingOut={signingOut} />
    </>
  );
}
