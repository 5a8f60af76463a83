'use client';

import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useTranslations } from '@/lib/words/use-translations';
import { LinkAction } from './access/link-action';

/** Ends the mails of notices to the reader of a mail. */
export function StopMailsPage() {
  const t = useTranslations();
  return (
    <LinkAction
      title={t('access.stopMails.title')}
      lead={t('access.stopMails.lead')}
      action={t('access.stopMails.submit')}
      call={(token) => api.post(accountPaths.mailStops, { token })}
      done={{ title: t('access.stopMails.done'), text: t('access.stopMails.doneText') }}
    />
  );
}
