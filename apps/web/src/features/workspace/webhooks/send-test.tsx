'use client';

import type { Webhook } from '@weir/contract';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';
import type { Attempt } from './outcome';

/** Sends a test message. The line of the webhook says what the receiver answered. */
export function SendTest({ webhook: { name }, test }: { webhook: Webhook; test: Attempt }) {
  const t = useTranslations();
  return (
    <Button
      variant="plain"
      size="small"
      isPending={test.isPending}
      aria-label={t('webhooks.test.label', { name })}
      onPress={test.send}
    >
      {t('webhooks.test.open')}
    </Button>
  );
}
