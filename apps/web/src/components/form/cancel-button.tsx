'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { Button } from './button';

/** Ends a form in a dialog: forgets what is typed, and closes it. */
export function CancelButton({ form, onCancel }: { form: { discard: () => void }; onCancel: () => void }) {
  const t = useTranslations();
  return (
    <Button
      onPress={() => {
        form.discard();
        onCancel();
      }}
    >
      {t('common.cancel')}
    </Button>
  );
}
