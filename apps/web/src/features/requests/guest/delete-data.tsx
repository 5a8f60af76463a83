import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { api } from '@/lib/api/client';
import { guestPaths } from '@/lib/api/paths/guest-paths';
import { useSave } from '@/lib/forms/use-save';
import { useTranslations } from '@/lib/words/use-translations';

/** Deletes all that is stored of the guest, after a second click that says what becomes of it. */
export function DeleteData({ token, onDeleted }: { token: string; onDeleted: () => void }) {
  const t = useTranslations();
  const { isPending, problem, save, reset } = useSave();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t('guest.delete.title')}
      onOpenChange={(isOpen) => !isOpen && reset()}
      trigger={
        <Button size="small" variant="plain">
          {t('guest.delete.open')}
        </Button>
      }
    >
      {(close) => (
        <>
          <p>{t('guest.delete.what')}</p>
          <p>{t('guest.delete.work')}</p>
          <p>{t('guest.delete.link')}</p>
          {problem && <ProblemNotice problem={problem} />}
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button
              variant="danger"
              isPending={isPending}
              onPress={async () => {
                const send = () => api.delete(guestPaths.guestRequests, { guest: token });
                if (!(await save(send, { announcement: t('guest.delete.done') }))) return;
                close();
                onDeleted();
              }}
            >
              {t('guest.delete.submit')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
