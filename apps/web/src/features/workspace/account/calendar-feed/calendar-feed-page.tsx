'use client';

import { useQuery } from '@tanstack/react-query';
import type { CalendarFeed, NewCalendarFeed } from '@weir/contract';
import { useState } from 'react';
import { Ago } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { accountPaths } from '@/lib/api/paths/account-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { focusPage } from '@/lib/focus-rows';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { AccountFrame } from '../frame/account-frame';
import styles from './calendar-feed.module.css';
import { EndLink } from './end-link';
import { MadeLink } from './made-link';

/** The secret link with which the person’s own calendar shows their dates in this workspace. */
export function CalendarFeedPage() {
  const t = useTranslations();
  const { slug, name } = useWorkspace();
  const path = accountPaths.calendarFeed(slug);
  const { data, error, refetch } = useQuery(reading<CalendarFeed>(path));
  const [link, setLink] = useState<string | null>(null);
  const saving = useSave({ onSaved: refetch });
  const make = async () => {
    const made = await saving.result(() => api.post<NewCalendarFeed>(path), {
      announcement: t('calendarFeed.made'),
    });
    if (made.ok) setLink(made.value.link);
  };
  const revoke = async () => {
    const isRevoked = await saving.save(() => api.delete(path), { announcement: t('calendarFeed.revoked') });
    if (!isRevoked) return;
    setLink(null);
    // The button that was pressed is gone.
    focusPage();
  };
  return (
    <AccountFrame current="calendar" lead={t('calendarFeed.lead', { workspace: name })}>
      <div className={styles.feed}>
        <p>{t('calendarFeed.what')}</p>
        <p>{t('calendarFeed.secret')}</p>
        {error && <ProblemNotice problem={error.problem} />}
        {!data && !error && <Skeleton />}
        {data && (
          <p className={styles.state}>
            {data.createdAt ? (
              <Facts createdAt={data.createdAt} readAt={data.readAt} />
            ) : (
              t('calendarFeed.none')
            )}
          </p>
        )}
        {link && <MadeLink key={link} link={link} />}
        {saving.problem && <ProblemNotice problem={saving.problem} />}
        {data && (
          <div className={styles.actions}>
            {data.createdAt ? (
              <>
                <EndLink of="renew" onPress={make} />
                <EndLink of="revoke" onPress={revoke} />
              </>
            ) : (
              <Button variant="primary" isPending={saving.isPending} onPress={make}>
                {t('calendarFeed.make')}
              </Button>
            )}
          </div>
        )}
      </div>
    </AccountFrame>
  );
}

function Facts({ createdAt, readAt }: { createdAt: string; readAt: string | null }) {
  const t = useTranslations();
  return t.rich('calendarFeed.since', {
    at: () => <Ago at={createdAt} />,
    read: readAt ? 'yes' : 'no',
    time: () => readAt && <Ago at={readAt} />,
  });
}
