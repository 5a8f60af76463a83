'use client';

import { EmptyState } from '@/components/feedback/empty-state';
import { Button } from '@/components/form/button';
import { Page } from '@/components/layout/page';

/** A fault of ours, not a refusal. `reset` draws the page again. */
export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string };
  reset: () => void;
}) {
  return (
    <Page width="narrow">
      <EmptyState
        isPage
        title="Something went wrong on our side"
        action={
          <Button variant="primary" onPress={reset}>
            Try again
          </Button>
        }
      >
        This is a fault in Weir, not in what you did. If it comes back, tell whoever runs this Weir
        {error.digest ? ` the number ${error.digest}` : ' what you did'}.
      </EmptyState>
    </Page>
  );
}
