'use client';

import { EmptyState } from '@/components/feedback/empty-state';
import { look } from '@/components/form/button-look';
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
          // Every page has this one, so it is light.
          <button type="button" className={look('primary', 'normal')} onClick={reset}>
            {t('common.tryAgain')}
          </button>
        }
      >
        {error.digest ? t('common.crash.textWithNumber', { number: error.digest }) : t('common.crash.text')}
      </EmptyState>
    </Page>
  );
}
