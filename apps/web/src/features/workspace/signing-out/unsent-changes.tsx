'use client';

import { Button } from '@/components/form/button';
import { Dialog, DialogActions } from '@/components/overlay/dialog';
import { useTranslations } from '@/lib/words/use-translations';

type Props = { count: number; onStay: () => void; onSignOut: () => void };

/** Asks for confirmation if signing out would lose unsent changes. */
export function UnsentChanges({ count, onStay, onSignOut }: Props) {
  const t = useTranslations();
  return (
    <Dialog isOpen onOpenChange={onStay} size="small" role="alertdialog" title={t('waiting.signOutTitle')}>
      <p>{t('waiting.signOutText', { count })}</p>
      <DialogActions>
        <Button variant="danger" onPress={onSignOut}>
          {t('waiting.signOut')}
        </Button>
        <Button variant="primary" onPress={onStay}>
          {t('waiting.stay')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
