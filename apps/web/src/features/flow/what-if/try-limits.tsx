'use client';

import { can } from '@weir/contract';
import { useState } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { withWordsOf } from '@/lib/words/messages-of';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import type { BoardNow, Changes } from './changes';
import styles from './what-if.module.css';

const later = new Later(() => withWordsOf('features/flow/what-if/try-dialog', import('./try-dialog')));

/** Offers to try the limits of an answer, or says why they can’t be tried now. */
export function TryLimits({ board, now, changes }: { board: string; now: BoardNow; changes: Changes }) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const [isOpen, setOpen] = useState(false);
  const dialog = useWhenUsed(later, isOpen);
  if (!can(role, 'manageBoards') || now.trialEndsOn !== null) return null;
  const others = changes.depth !== null || changes.staffing !== 100 || changes.mix !== null;
  const limits = Object.entries(changes.limits);
  if (limits.length === 0) return null;
  if (others || limits.some(([, max]) => max === null))
    return (
      <p className={styles.noTrial}>{t(others ? 'trials.offer.onlyLimits' : 'trials.offer.needsMax')}</p>
    );
  return (
    <div className={styles.actions}>
      <Button onPress={() => setOpen(true)}>{t('trials.offer.open')}</Button>
      {isOpen && dialog && (
        <dialog.TryDialog board={board} now={now} changes={changes} onClose={() => setOpen(false)} />
      )}
      <Link href={`/${slug}/${board}/flow/trials`}>{t('trials.offer.earlier')}</Link>
    </div>
  );
}

/** Says that a trial runs on this board. */
export function RunningTrial({ board, endsOn }: { board: string; endsOn: string }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const dates = useDates();
  return (
    <Notice
      title={t('trials.running.title', { day: dates.day(endsOn) })}
      actions={<Link href={`/${slug}/${board}/flow/trials`}>{t('trials.running.open')}</Link>}
    >
      {t('trials.running.text')}
    </Notice>
  );
}
