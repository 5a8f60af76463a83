'use client';

import { useTranslations } from '@/lib/words/use-translations';
import { Button } from './button';
import { FormActions } from './form';

/** The buttons below what is edited in place. */
export function SaveActions({
  isPending,
  onCancel,
  size = 'small',
}: {
  isPending: boolean;
  onCancel: () => void;
  size?: 'normal' | 'small';
}) {
  const t = useTranslations();
  return (
    <FormActions>
      <Button size={size} type="submit" variant="primary" isPending={isPending}>
        {t('common.save')}
      </Button>
      <Button size={size} onPress={onCancel}>
        {t('common.cancel')}
      </Button>
    </FormActions>
  );
}
