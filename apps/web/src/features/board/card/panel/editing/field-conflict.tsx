'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './field-conflict.module.css';

/** Somebody else saved this field while it was edited here: shows their value, and asks which one to keep. */
export function FieldConflict({
  lead,
  theirs,
  onOverwrite,
  onDiscard,
  onTakeBoth,
}: {
  /** What `theirs` shows, where it is not just their value. */
  lead?: string;
  theirs: ReactNode;
  onOverwrite: () => void;
  onDiscard: () => void;
  /** Saves the changes of both. */
  onTakeBoth?: () => void;
}) {
  const t = useTranslations();
  // The Save button that had the focus is gone, and the notice may be out of sight.
  const here = useRef<HTMLDivElement>(null);
  useEffect(() => here.current?.focus(), []);
  return (
    <div ref={here} tabIndex={-1} className={styles.conflict}>
      <Notice
        tone="warn"
        role="alert"
        title={t('card.conflict.title')}
        actions={
          <>
            {onTakeBoth && (
              <Button size="small" variant="primary" onPress={onTakeBoth}>
                {t('card.conflict.takeBoth')}
              </Button>
            )}
            <Button size="small" {...(!onTakeBoth && { variant: 'primary' })} onPress={onOverwrite}>
              {t('card.conflict.overwrite')}
            </Button>
            <Button size="small" onPress={onDiscard}>
              {t('card.conflict.discard')}
            </Button>
          </>
        }
      >
        <p>{lead ?? t('card.conflict.text')}</p>
        <div className={styles.theirs} dir="auto">
          {theirs || t('card.conflict.none')}
        </div>
      </Notice>
    </div>
  );
}
