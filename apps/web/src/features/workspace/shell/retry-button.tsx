'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/form/button';
import { useTranslations } from '@/lib/words/use-translations';

/** Loads this page from the server again. */
export function RetryButton() {
  const router = useRouter();
  const t = useTranslations();
  const [isPending, startTransition] = useTransition();
  return (
    <Button size="small" isPending={isPending} onPress={() => startTransition(() => router.refresh())}>
      {t('common.tryAgain')}
    </Button>
  );
}
