'use client';

import type { ReactElement, ReactNode } from 'react';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { useTranslations } from '@/lib/words/use-translations';
import type { DialogContent } from './contents';
import styles from './dialog.module.css';
import { type Openness, Trigger, useOpened } from './trigger';

const later = new Later(() => import('./dialog-parts'));

/** Loads the code of dialogs ahead, so that one can open without a connection. */
export const loadDialogs = () => later.startWhenIdle();

/**
 * A dialog in the middle of the page, on a phone a sheet from the bottom. Escape and the cross close it. A press
 * outside does not: it would lose what was typed. `trigger` is a Button that opens it; without one use `isOpen` and
 * `onOpenChange`.
 */
export function Dialog({
  trigger,
  isOpen,
  onOpenChange,
  ...content
}: DialogContent & Openness & { trigger?: ReactElement | undefined }) {
  const t = useTranslations();
  const opened = useOpened({ isOpen, onOpenChange });
  const parts = useWhenUsed(later, opened.isOpen);
  return (
    <>
      {trigger && (
        <Trigger of={opened} onPress={() => opened.setOpen(true)}>
          {trigger}
        </Trigger>
      )}
      {parts && (
        <parts.Sheet
          {...content}
          closeLabel={t('common.close')}
          isOpen={opened.isOpen}
          onOpenChange={opened.setOpen}
        />
      )}
    </>
  );
}

/** The row of actions at the end of a dialog. */
export function DialogActions({ children }: { children: ReactNode }) {
  return <div className={styles.actions}>{children}</div>;
}
