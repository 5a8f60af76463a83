'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Member } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/** The button that removes a service account, after a question. */
export function RemoveServiceAccount({ account }: { account: Member }) {
  const t = useTranslations();
  const { name } = account;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('serviceAccounts.removeTitle', { name })}
      trigger={
        <Button variant="plain" size="small" aria-label={t('serviceAccounts.removeLabel', { name })}>
          {t('serviceAccounts.remove')}
        </Button>
      }
    >
      {(close) => <Removing account={account} close={close} />}
    </Dialog>
  );
}

function Removing({ account: { id, name }, close }: { account: Member; close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const { isPending, problem, save } = useSave();
  const remove = async () => {
    const isRemoved = await save(() => api.delete(adminPaths.serviceAccount(slug, id)), {
      announcement: t('serviceAccounts.removed', { name }),
    });
    await client.invalidateQueries({ queryKey: [workspacePaths.allMembers(slug)] });
    if (isRemoved) close();
  };
  return (
    <>
      <p>{t('serviceAccounts.removeText')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onPress={remove}>
          {t('serviceAccounts.remove')}
        </Button>
      </DialogActions>
    </>
  );
}
