'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { ApiToken } from '@weir/contract';
import { ConfirmButton } from '@/components/form/confirm-button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { token: ApiToken; listPath: string; onRevoked: () => void };

export function RevokeToken({ token: { id, name }, listPath, onRevoked }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return (
    <ConfirmButton
      verb={t('tokens.revoke.open')}
      label={t('tokens.revoke.label', { name })}
      title={t('tokens.revoke.title', { name })}
      text={t('tokens.revoke.text')}
      announcement={t('tokens.revoke.done', { name })}
      act={() => api.delete(adminPaths.token(slug, id))}
      renew={() => client.invalidateQueries({ queryKey: [listPath] })}
      onDone={onRevoked}
    />
  );
}
