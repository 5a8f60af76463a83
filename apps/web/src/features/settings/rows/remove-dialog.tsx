'use client';

import type { Board } from '@weir/contract';
import type { ReactNode } from 'react';
import { Button } from '@/components/form/button';
import { Dialog } from '@/components/overlay/dialog';
import { boundsText } from '@/features/limits/editor/limit-text';
import { useLimitNames } from '@/features/limits/limit-names';
import { useTranslations } from '@/lib/words/use-translations';
import styles from '../settings.module.css';
import type { RemovedLimits } from './removed-limits';

type Props = {
  name: string;
  kind: 'column' | 'swimlane';
  children: (close: () => void) => ReactNode;
};

/** The button that removes a column or a lane, and the dialog that it opens. */
export function RemoveDialog({ name, kind, children }: Props) {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('settings.remove.title', { kind, name })}
      trigger={
        <Button variant="plain" aria-label={t('settings.remove.openFor', { kind, name })}>
          {t('settings.remove.open')}
        </Button>
      }
    >
      {children}
    </Dialog>
  );
}

/** Names every limit that is removed with a column or a lane, or that counts fewer columns afterwards. */
export function RemovedLimitsList({
  board,
  limits: { removed, changed },
}: {
  board: Board;
  limits: RemovedLimits;
}) {
  const t = useTranslations();
  const nameOf = useLimitNames(board);
  const b = (text: ReactNode) => <b>{text}</b>;
  if (removed.length + changed.length === 0) return null;
  return (
    <div className={styles.removedLimits}>
      {removed.length > 0 && (
        <>
          <p>{t('settings.remove.limits', { count: removed.length })}</p>
          <ul className={styles.removed}>
            {removed.map((limit) => (
              <li key={limit.id}>
                {t.rich('settings.remove.limit', { name: nameOf(limit), bounds: boundsText(t, limit), b })}
              </li>
            ))}
          </ul>
        </>
      )}
      {changed.map(({ before, after }) => (
        <p key={before.id}>
          {t.rich('settings.remove.group', { before: nameOf(before), after: nameOf(after), b })}
        </p>
      ))}
    </div>
  );
}
