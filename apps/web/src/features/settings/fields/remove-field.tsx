'use client';

import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { useRenewBoard } from '@/lib/context/use-renew-board';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/**
 * Removes a custom field or an option, whose address is `path`. If cards have a value of it, archived ones too, it says how
 * many and asks first.
 */
export function RemoveField({
  path,
  name,
  onRemoved,
}: {
  path: string;
  name: string;
  onRemoved: () => void;
}) {
  const t = useTranslations();
  const saving = useSave({ onSaved: useRenewBoard() });
  const { problem } = saving;
  const count = problem?.code === 'field-in-use' || problem?.code === 'option-in-use' ? problem.cards : 0;
  const remove = async (query = '') => {
    const announcement = t('customFields.settings.removed', { name });
    if (await saving.save(() => api.delete(`${path}${query}`), { announcement })) onRemoved();
  };
  return (
    <>
      <Button
        variant="plain"
        aria-label={t('customFields.settings.removeNamed', { name })}
        isPending={saving.isPending}
        onPress={() => remove()}
      >
        {t('customFields.settings.remove')}
      </Button>
      {problem && count === 0 && <ProblemNotice problem={problem} />}
      <Dialog
        size="small"
        role="alertdialog"
        title={t('customFields.settings.removeTitle', { name })}
        isOpen={count > 0}
        onOpenChange={saving.reset}
      >
        {problem && <p>{problem.detail}</p>}
        <DialogActions>
          <Button onPress={saving.reset}>{t('common.cancel')}</Button>
          <Button variant="danger" isPending={saving.isPending} onPress={() => remove('?fromCards=true')}>
            {t('customFields.settings.removeFromCards', { count })}
          </Button>
        </DialogActions>
      </Dialog>
    </>
  );
}
