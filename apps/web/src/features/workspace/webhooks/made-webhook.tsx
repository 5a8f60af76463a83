'use client';

import type { CreatedWebhook } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { SecretOnce } from '../secrets/secret-once';

/** The secret of a webhook that was made. */
export function MadeWebhook({ made, close }: { made: CreatedWebhook; close: () => void }) {
  const t = useTranslations();
  return (
    <SecretOnce
      label={t('webhooks.made.label', { name: made.name })}
      secret={made.secret}
      warning={t('webhooks.made.warning')}
      close={close}
    >
      {t('webhooks.made.use')}
    </SecretOnce>
  );
}
