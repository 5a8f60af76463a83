'use client';

import type { Webhook } from '@weir/contract';
import { Button } from '@/components/form/button';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useAttempt } from './outcome';
import styles from './webhooks.module.css';

/** Sends a test message, and says what the receiver answered. */
export function SendTest({ webhook: { id, name } }: { webhook: Webhook }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { isPending, send, says } = useAttempt(`${adminPaths.webhook(slug, id)}/test`);
  return (
    <>
      <Button
        variant="plain"
        size="small"
        isPending={isPending}
        aria-label={t('webhooks.test.label', { name })}
        onPress={send}
      >
        {t('webhooks.test.open')}
      </Button>
      <span role="status" className={says ? styles.said : undefined}>
        {says}
      </span>
    </>
  );
}
