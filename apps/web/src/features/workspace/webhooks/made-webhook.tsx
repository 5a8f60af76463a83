'use client';

import type { CreatedWebhook } from '@weir/contract';
import { useEffect, useRef } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Button } from '@/components/form/button';
import { CopyField } from '@/components/form/copy-field';
import { DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './webhooks.module.css';

/** The secret of a webhook, to copy. It is shown once. */
export function MadeWebhook({ made, close }: { made: CreatedWebhook; close: () => void }) {
  const t = useTranslations();
  const ref = useRef<HTMLDivElement>(null);
  // The form that had the focus is gone.
  useEffect(() => ref.current?.querySelector('input')?.focus(), []);
  return (
    <div ref={ref} className={styles.made}>
      <CopyField label={t('webhooks.made.label', { name: made.name })} value={made.secret} />
      <Notice tone="warn" title={t('webhooks.made.once')}>
        <p>{t('webhooks.made.onceText')}</p>
      </Notice>
      <p className={styles.soft}>{t('webhooks.made.use')}</p>
      <DialogActions>
        <Button variant="primary" onPress={close}>
          {t('webhooks.made.done')}
        </Button>
      </DialogActions>
    </div>
  );
}
