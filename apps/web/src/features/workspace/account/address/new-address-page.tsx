'use client';

import { Link } from '@/components/layout/link';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useTranslations } from '@/lib/words/use-translations';
import { OwnLinkPage, type ReaderProps } from './own-link-page';

/** Gives the account that is signed in the address to which the link was mailed. */
export function NewAddressPage(reader: ReaderProps) {
  const t = useTranslations();
  return (
    <OwnLinkPage
      {...reader}
      title={t('address.confirm.title')}
      signIn={{ lead: t('address.confirm.signIn'), foot: t('address.confirm.notYou') }}
      lead={t('address.confirm.lead')}
      action={t('address.confirm.submit')}
      call={(token) => api.post(accountPaths.addressChanges, { token })}
      done={{ title: t('address.confirm.done'), text: t('address.confirm.doneText') }}
      foot={t.rich('address.confirm.open', { link: (text) => <Link href="/">{text}</Link> })}
    />
  );
}
