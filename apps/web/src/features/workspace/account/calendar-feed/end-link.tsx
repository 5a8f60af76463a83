'use client';

import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';

/** The button for a new link, or for none. Both end the one that calendars may have, so it asks first. */
export function EndLink({ of, onPress }: { of: 'renew' | 'revoke'; onPress: () => Promise<unknown> }) {
  const t = useTranslations();
  return (
    <Dialog
      size="small"
      role="alertdialog"
      title={t(`calendarFeed.${of}.title`)}
      trigger={<Button variant={of === 'revoke' ? 'danger' : 'quiet'}>{t(`calendarFeed.${of}.open`)}</Button>}
    >
      {(close) => (
        <>
          <p>{t(`calendarFeed.${of}.text`)}</p>
          <DialogActions>
            <Button onPress={close}>{t('common.cancel')}</Button>
            <Button
              variant="danger"
              onPress={async () => {
                close();
                await onPress();
              }}
            >
              {t(`calendarFeed.${of}.open`)}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}
