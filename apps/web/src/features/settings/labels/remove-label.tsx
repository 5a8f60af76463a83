'use client';

import type { Board, Label } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { boardSetupPaths } from '@/lib/api/paths/board-setup-paths';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useWorkspace } from '@/lib/context/workspace';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { board: Board; label: Label; onRemoved: () => void };

/** Removes a label. If cards have it, archived ones too, it says how many and asks first. */
export function RemoveLabel({ board, label: { id, name }, onRemoved }: Props) {
  const t = useTranslations();
  const path = boardSetupPaths.label(useWorkspace().slug, board.key, id);
  const saving = useSave({ onSaved: useRenewBoard() });
  const { problem } = saving;
  const count = problem?.code === 'label-in-use' ? problem.cards : 0;
  const remove = async (query = '') => {
    const announcement = t('labels.settings.removed', { name });
    if (await saving.save(() => api.delete(`${path}${query}`), { announcement })) onRemoved();
  };
  return (
    <>
      <Button
        variant="plain"
        aria-label={t('labels.settings.removeNamed', { name })}
        isPending={saving.isPending}
        onPress={() => remove()}
      >
        {t('labels.settings.remove')}
      </Button>
      {problem && count === 0 && <ProblemNotice problem={problem} />}
      <Dialog
        size="small"
        role="alertdialog"
        title={t('labels.settings.removeTitle', { name })}
        isOpen={count > 0}
        onOpenChange={saving.reset}
      >
        {problem && <p>{problem.detail}</p>}
        <DialogActions>
          <Button onPress={saving.reset}>{t('common.cancel')}</Button>
          <Button variant="danger" isPending={saving.isPending} onPress={() => remove('?fromCards=true')}>
            {t('labels.settings.removeFromCards', { count })}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
