'use client';

import { type ReactNode, useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './secret-once.module.css';

type Props = {
  label: string;
  secret: string;
  /** Why it is not shown again, and where to keep it. */
  warning: string;
  /** How it is used. */
  children: ReactNode;
  /** In a dialog: closes it. */
  close?: () => void;
};

/** A new secret, to copy. It is shown once: the server can’t show it again. */
export function SecretOnce({ label, secret, warning, children, close }: Props) {
  const t = useTranslations();
  const ref = useRef<HTMLDivElement>(null);
  // What had the focus, a form or a button, is gone.
  useEffect(() => ref.current?.querySelector('input')?.focus(), []);
  return (
    <div ref={ref} className={styles.secret}>
      <CopyField label={label} value={secret} />
      <Notice tone="warn" title={t('secrets.copyNow')}>
        <p>{warning}</p>
      </Notice>
      <p className={styles.use}>{children}</p>
      {close && (
        <DialogActions>
          <Button variant="primary" onPress={close}>
            {t('secrets.done')}
          </Button>
        </DialogActions>
      )}
    </div>
  );
}
