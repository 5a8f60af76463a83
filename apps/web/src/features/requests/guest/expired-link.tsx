import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './guest.module.css';
import { GuestFrame } from './guest-frame';

/** The page of a link that has expired: it shows nothing of its guest, and mails them a new link. */
export function ExpiredLink({ token }: { token: string }) {
  const t = useTranslations();
  const [isSent, setSent] = useState(false);
  const { isPending, problem, save } = useSave({ onSaved: () => setSent(true) });
  const send = () =>
    save(() => api.post<void>(guestPaths.guestLinks, { token }), { announcement: t('guest.expired.sent') });
  return (
    <GuestFrame title={t('guest.expired.title')} lead={t('guest.expired.lead')}>
      {isSent && (
        <Notice tone="info" role="status" title={t('guest.expired.sent')}>
          <p>{t('guest.expired.sentText')}</p>
        </Notice>
      )}
      {problem && <ProblemNotice problem={problem} />}
      {!isSent && (
        <div className={styles.actions}>
          <Button variant="primary" onPress={send} isPending={isPending}>
            {t('guest.expired.submit')}
          </Button>
        </div>
      )}
    </GuestFrame>
  );
}
