'use client';

import type { CreatedApiToken } from '@weir/contract';
import { useTranslations } from '@/lib/words/use-translations';
import { SecretOnce } from '../secrets/secret-once';

/** The secret of a token that was made or rotated. */
export function MadeToken({ made, close }: { made: CreatedApiToken; close: () => void }) {
  const t = useTranslations();
  return (
    <SecretOnce
      label={t('tokens.made.label', { name: made.name })}
      secret={made.token}
      warning={t('tokens.made.warning')}
      close={close}
    >
      {t.rich('tokens.made.use', { code: (text) => <code>{text}</code> })}
    </SecretOnce>
  );
}
