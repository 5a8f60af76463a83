'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { ApiToken } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { token: ApiToken; listPath: string; onRevoked: () => void };

/** The button that revokes a token, after a question. */
export function RevokeToken(props: Props) {
  const t = useTranslations();
  const { name } = props.token;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('tokens.revoke.title', { name })}
      trigger={
        <Button variant="plain" size="small" aria-label={t('tokens.revoke.label', { name })}>
          {t('tokens.revoke.open')}
        </Button>
      }
    >
      {(close) => <Revoking {...props} close={close} />}
    </Dialog>
  );
}

function Revoking({ token, listPath, onRevoked, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const { isPending, problem, save } = useSave();
  const revoke = async () => {
    const isRevoked = await save(() => api.delete(adminPaths.token(slug, token.id)), {
      announcement: t('tokens.revoke.done', { name: token.name }),
    });
    if (!isRevoked) return;
    close();
    await client.invalidateQueries({ queryKey: [listPath] });
    onRevoked();
  };
  return (
    <>
      <p>{t('tokens.revoke.text')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onPress={revoke}>
          {t('tokens.revoke.open')}
        </Button>
      </DialogActions>
    </>
  );
}
