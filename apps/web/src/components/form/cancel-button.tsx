'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { Button } from './button';

/** Closes a form in a dialog, and discards what is typed. */
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
