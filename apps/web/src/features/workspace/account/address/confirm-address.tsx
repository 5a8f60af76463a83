'use client';

import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../access/access.module.css';

/** Says that the person gets no mail before they confirm their address, and sends them the link again. */
export function ConfirmAddress() {
  const t = useTranslations();
  const { me } = useWorkspace();
  const { isPending, problem, save } = useSave();
  const [isSent, setSent] = useState(false);
  if (me.emailVerified || !me.mail) return null;
  const send = async () => {
    const announcement = t('workspace.account.linkSent');
    if (await save(() => api.post(accountPaths.confirmEmail), { announcement })) setSent(true);
  };
  return (
    <div className={styles.confirm}>
      <Notice
        tone={isSent ? 'ok' : 'warn'}
        title={isSent ? t('workspace.account.linkSent') : t('workspace.account.confirmTitle')}
        actions={
          <Button size="small" onPress={send} isPending={isPending}>
            {t('workspace.account.sendLink')}
          </Button>
        }
      >
        <p>
          {t(isSent ? 'workspace.account.linkSentText' : 'workspace.account.confirmText', {
            email: me.email,
          })}
        </p>
      </Notice>
      {problem && <ProblemNotice problem={problem} />}
    </div>
  );
}
