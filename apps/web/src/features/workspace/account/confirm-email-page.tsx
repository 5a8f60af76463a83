'use client';

import Link from 'next/link';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { useTranslations } from '@/lib/words/use-translations';
import { LinkAction } from './link-action';

/** Confirms the address of an account. */
export function ConfirmEmailPage() {
  const t = useTranslations();
  return (
    <LinkAction
      title={t('access.confirmEmail.title')}
      lead={t('access.confirmEmail.lead')}
      action={t('access.confirmEmail.submit')}
      call={(token) => api.post(paths.emailConfirmations, { token })}
      done={{ title: t('access.confirmEmail.done'), text: t('access.confirmEmail.doneText') }}
      foot={t.rich('access.confirmEmail.open', { link: (text) => <Link href="/">{text}</Link> })}
    />
  );
}
