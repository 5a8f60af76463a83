'use client';

import type { CreatedApiToken } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './tokens.module.css';

/** The secret of a token, to copy. It is shown once: only its hash is stored. */
export function MadeToken({ made, close }: { made: CreatedApiToken; close: () => void }) {
  const t = useTranslations();
  const ref = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => ref.current?.querySelector('input')?.focus(), []);
  return (
    <div ref={ref} className={styles.made}>
      <CopyField label={t('tokens.made.label', { name: made.name })} value={made.token} />
      <Notice tone="warn" title={t('tokens.made.once')}>
        <p>{t('tokens.made.onceText')}</p>
      </Notice>
      <p className={styles.soft}>
        {t.rich('tokens.made.use', { code: (text) => <code className={styles.code}>{text}</code> })}
      </p>
      <DialogActions>
        <Button variant="primary" onPress={close}>
          {t('tokens.made.done')}
        </Button>
      </DialogActions>
    </div>
  );
}
