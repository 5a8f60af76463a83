'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type Card, can } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { cardPaths } from '@/lib/api/paths/card-paths';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';
import { useBoardPage } from '../../board-context';
import { archivePath } from './archive-path';

/** Deletes an archived card for good, once the person has read what is lost. For roles that can do it. */
export function DeleteCard({ card, onDeleted }: { card: Card; onDeleted?: (() => void) | undefined }) {
  const { board, refresh, forgetDone } = useBoardPage();
  const { slug: workspace, role } = useWorkspace();
  const t = useTranslations();
  const client = useQueryClient();
  const { number, ref, title, request, deliveredAt } = card;
  const path = cardPaths.card(workspace, board.key, number);
  const saving = useSave({
    onSaved: async () => {
      onDeleted?.();
      forgetDone(number);
      const keys = [path, archivePath(workspace, board.key)];
      await Promise.all([refresh(), ...keys.map((key) => client.invalidateQueries({ queryKey: [key] }))]);
    },
  });
  if (!can(role, 'deleteCards')) return null;
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('card.delete.title', { ref })}
      trigger={
        <Button size="small" variant="danger" aria-label={t('card.delete.label', { ref })}>
          {t('card.delete.open')}
        </Button>
      }
    >
      {(close) => (
        <>
          <p>
            <b dir="auto">{title}</b>
          </p>
          <p>{t('card.delete.text')}</p>
          {request && !deliveredAt && <p>{t('card.delete.requester')}</p>}
          {saving.problem && <ProblemNotice problem={saving.problem} />}
          <DialogActions>
            <Button onPress={close}>{t('card.delete.keep')}</Button>
            <Button
              variant="danger"
              isPending={saving.isPending}
              onPress={async () => {
                const announcement = t('card.delete.deleted', { ref });
                if (await saving.save(() => api.delete(path), { announcement })) close();
              }}
            >
              {t('card.delete.submit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
