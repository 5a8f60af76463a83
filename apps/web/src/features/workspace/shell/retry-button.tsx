'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { Button } from '@/components/form/button';

/** Asks the server for this page once more. */
export function RetryButton() {
  const router = useRouter();
  const [isPending, begin] = useTransition();
  return (
    <Button size="small" isPending={isPending} onPress={() => begin(() => router.refresh())}>
      Try again
    </Button>
  );
}
