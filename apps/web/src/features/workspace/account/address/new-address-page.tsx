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

/** The page of the link in the mail to a new address. Only the account that asked for it can use it, so a person signs in first. */
export function NewAddressPage({ account, openIdName }: Props) {
  const t = useTranslations();
  if (account === null)
    return (
      <AccessPage
        title={t('address.confirm.title')}
        lead={t('address.confirm.signIn')}
        foot={t('address.confirm.notYou')}
      >
        <SignInForm onSignedIn={() => window.location.reload()} next="/" openIdName={openIdName} />
      </AccessPage>
    );
  return (
    <LinkAction
      title={t('address.confirm.title')}
      lead={t('address.confirm.lead')}
      action={t('address.confirm.submit')}
      call={(token) => api.post(accountPaths.addressChanges, { token })}
      done={{ title: t('address.confirm.done'), text: t('address.confirm.doneText') }}
      foot={t.rich('address.confirm.open', { link: (text) => <Link href="/">{text}</Link> })}
      beneath={<OtherAccount account={account} />}
    />
  );
}
