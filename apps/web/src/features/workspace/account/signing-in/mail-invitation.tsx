'use client';

import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/** Mails the link of an invitation again. `email` is the masked address that it is for. */
export function MailInvitation({ token, email }: { token: string; email: string }) {
  const t = useTranslations();
  const { isPending, problem, save } = useSave();
  const [isSent, setSent] = useState(false);
  const send = async () => {
    const announcement = t('access.invitation.mailSent', { email });
    setSent(await save(() => api.post(adminPaths.mailInvitation(token)), { announcement }));
  };
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      {isSent && !problem && (
        <Notice tone="ok" title={t('access.invitation.mailSent', { email })}>
          <p>{t('access.invitation.mailSentText')}</p>
        </Notice>
      )}
      <Button onPress={send} isPending={isPending}>
        {t('access.invitation.sendMail', { email })}
      </Button>
    </>
  );
}
