'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Member } from '@weir/contract';
import { ConfirmButton } from '@/components/form/confirm-button';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';

export function RemoveServiceAccount({ account: { id, name } }: { account: Member }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  return (
    <ConfirmButton
      verb={t('serviceAccounts.remove')}
      label={t('serviceAccounts.removeLabel', { name })}
      title={t('serviceAccounts.removeTitle', { name })}
      text={t('serviceAccounts.removeText')}
      announcement={t('serviceAccounts.removed', { name })}
      act={() => api.delete(adminPaths.serviceAccount(slug, id))}
      renew={() => client.invalidateQueries({ queryKey: [workspacePaths.allMembers(slug)] })}
    />
  );
}
