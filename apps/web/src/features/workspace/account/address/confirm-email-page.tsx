'use client';

import { Link } from '@/components/layout/link';
import { accountPaths } from '@/lib/api/account-paths';
import { api } from '@/lib/api/client';
import { useTranslations } from '@/lib/words/use-translations';
import { AccessPage } from '../access/access-page';
import { LinkAction } from '../access/link-action';
import { OtherAccount } from '../access/other-account';
import { SignInForm } from '../signing-in/sign-in-form';

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
  return (
    <LinkAction
      title={t('access.confirmEmail.title')}
      lead={t('access.confirmEmail.lead')}
      action={t('access.confirmEmail.submit')}
      call={(token) => api.post(accountPaths.emailConfirmations, { token })}
      done={{ title: t('access.confirmEmail.done'), text: t('access.confirmEmail.doneText') }}
      foot={t.rich('access.confirmEmail.open', { link: (text) => <Link href="/">{text}</Link> })}
      beneath={<OtherAccount account={account} />}
    />
  );
}
