'use client';

import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { useTranslations } from '@/lib/words/use-translations';

/** The page for a bug, not for a refusal. `reset` renders the page again. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  const t = useTranslations();
  return (
    <Page width="narrow">
      <EmptyState
        isPage
        title={t('common.crash.title')}
        action={
          <Button variant="primary" onPress={reset}>
            {t('common.tryAgain')}
          </Button>
        }
      >
        {error.digest ? t('common.crash.textWithNumber', { number: error.digest }) : t('common.crash.text')}
      </EmptyState>
    </Page>
  );
}
