'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Webhook } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { adminPaths } from '@/lib/api/paths/admin-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { webhook: Webhook; listPath: string; onRemoved: () => void };

/** The button that deletes a webhook, after a question. */
export function RemoveWebhook(props: Props) {
  const t = useTranslations();
  const { name } = props.webhook;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('webhooks.remove.title', { name })}
      trigger={
        <Button variant="plain" size="small" aria-label={t('webhooks.remove.label', { name })}>
          {t('webhooks.remove.open')}
        </Button>
      }
    >
      {(close) => <Removing {...props} close={close} />}
    </Dialog>
  );
}

function Removing({ webhook, listPath, onRemoved, close }: Props & { close: () => void }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const client = useQueryClient();
  const { isPending, problem, save } = useSave();
  const remove = async () => {
    const isRemoved = await save(() => api.delete(adminPaths.webhook(slug, webhook.id)), {
      announcement: t('webhooks.remove.done', { name: webhook.name }),
    });
    if (!isRemoved) return;
    close();
    await client.invalidateQueries({ queryKey: [listPath] });
    onRemoved();
  };
  return (
    <>
      <p>{t('webhooks.remove.text')}</p>
      {problem && <ProblemNotice problem={problem} />}
      <DialogActions>
        <Button onPress={close}>{t('common.cancel')}</Button>
        <Button variant="danger" isPending={isPending} onPress={remove}>
          {t('webhooks.remove.open')}
        </Button>
      </DialogActions>
    </>
  );
}
