'use client';

import { EmptyState } from '@/components/feedback/empty-state';
import { look } from '@/components/form/button-look';
import { Page } from '@/components/layout/page';
import { TextsMissing } from '@/lib/words/messages-of';
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
  // The server runs a newer version and no longer has the files of this page. Reloading gets the newer page.
  const isOutdated = error.name === 'ChunkLoadError' || error instanceof TextsMissing;
  const text = error.digest
    ? t('common.crash.textWithNumber', { number: error.digest })
    : t('common.crash.text');
  return (
    <Page width="narrow">
      <EmptyState
        isPage
        title={isOutdated ? t('common.outdated.title') : t('common.crash.title')}
        action={
          // Every page has this one, so it is light.
          <button
            type="button"
            className={look('primary', 'normal')}
            onClick={isOutdated ? () => location.reload() : reset}
          >
            {isOutdated ? t('common.outdated.reload') : t('common.tryAgain')}
          </button>
        }
      >
        {isOutdated ? t('common.outdated.text') : text}
      </EmptyState>
    </Page>
  );
}
