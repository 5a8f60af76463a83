'use client';

import { useQuery } from '@tanstack/react-query';
import type { NotifyMe } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ask.module.css';

/** After a refused request, its requester can be notified once when the intake takes requests from them again. */
export function NotifyMeButton() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const path = requestPaths.notifyMe(slug, useBoardKey());
  const renew = useRenewBoard();
  const query = useQuery(reading<NotifyMe>(path));
  const { isPending, problem, save } = useSave({ onSaved: () => query.refetch() });
  if (!query.data) return null;
  const { on, expiresAt } = query.data;
  const switchOn = async () => {
    const isOn = await save(() => api.put<NotifyMe>(path), { announcement: t('ask.notifyMe.switchedOn') });
    // The intake may take requests by now: then the page shows that.
    if (!isOn) await renew();
  };
  const change = () =>
    on ? save(() => api.delete<void>(path), { announcement: t('ask.notifyMe.switchedOff') }) : switchOn();
  return (
    <div className={styles.notifyMe}>
      {on && expiresAt && <p>{t.rich('ask.notifyMe.on', { at: () => <Instant at={expiresAt} /> })}</p>}
      {problem && <ProblemNotice problem={problem} />}
      <Button size="small" {...(on && { variant: 'plain' as const })} onPress={change} isPending={isPending}>
        {on ? t('ask.notifyMe.switchOff') : t('ask.notifyMe.switchOn')}
      </Button>
    </div>
  );
}
