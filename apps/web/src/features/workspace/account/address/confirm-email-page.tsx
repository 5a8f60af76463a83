'use client';

import { Link } from '@/components/layout/link';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useTranslations } from '@/lib/words/use-translations';
import { OwnLinkPage, type ReaderProps } from './own-link-page';

/**
 * Confirms the address of the account that is signed in. The link alone is not enough: the mail can have reached a person who
 * did not create the account.
 */
export function ConfirmEmailPage(reader: ReaderProps) {
  const t = useTranslations();
  return (
    <OwnLinkPage
      {...reader}
      title={t('access.confirmEmail.title')}
      signIn={{ lead: t('access.confirmEmail.signIn'), foot: t('access.confirmEmail.notYou') }}
      lead={t('access.confirmEmail.lead')}
      action={t('access.confirmEmail.submit')}
      call={(token) => api.post(accountPaths.emailConfirmations, { token })}
      done={{ title: t('access.confirmEmail.done'), text: t('access.confirmEmail.doneText') }}
      foot={t.rich('access.confirmEmail.open', { link: (text) => <Link href="/">{text}</Link> })}
    />
  );
}
