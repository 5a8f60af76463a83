'use client';

import type { Webhook } from '@weir/contract';
import { useId, useState } from 'react';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Select } from '@/components/form/select';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useRenewWebhooks } from './renew-webhooks';
import styles from './webhooks.module.css';

const hoursAgo = { hour: 1, day: 24, week: 7 * 24, weeks: 14 * 24, month: 28 * 24, now: 0 } as const;
type Since = keyof typeof hoursAgo;
const choices = Object.keys(hoursAgo) as Since[];

/** Sends everything since an instant again, or skips waiting messages. */
export function Replay({ webhook: { id } }: { webhook: Webhook }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const renew = useRenewWebhooks();
  const heading = useId();
  const [since, setSince] = useState<Since>('day');
  const { isPending, isSaved, problem, save, reset } = useSave();
  const replay = async () => {
    const instant = new Date(Date.now() - hoursAgo[since] * 3_600_000).toISOString();
    await save(() => api.post(`${adminPaths.webhook(slug, id)}/replay`, { since: instant }), {
      announcement: t('webhooks.replay.done', { of: since }),
    });
    await renew();
  };
  return (
    <section className={styles.replay} aria-labelledby={heading}>
      <div className={styles.words}>
        <h3 id={heading} className={styles.name}>
          {t('webhooks.replay.label')}
        </h3>
        <p className={styles.soft}>{t('webhooks.replay.hint')}</p>
      </div>
      <div className={styles.since}>
        <Select
          label={t('webhooks.replay.since')}
          options={choices.map((each) => ({
            id: each,
            label: t(`webhooks.replay.${each}`),
          }))}
          value={since}
          onChange={(next) => {
            setSince(next);
            reset();
          }}
        />
        <Button isPending={isPending} onPress={replay}>
          {t('webhooks.replay.submit')}
        </Button>
      </div>
      {isSaved && <p className={styles.soft}>{t('webhooks.replay.done', { of: since })}</p>}
      {problem && <ProblemNotice problem={problem} />}
    </section>
  );
}
