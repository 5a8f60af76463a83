import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import type { AnyProblem } from '@/lib/api/result';
import { RetryButton } from './retry-button';

/** A page's place taken by the reason why it can't be shown. */
export function ProblemPage({
  problem,
  title = 'This page can’t be shown now',
}: {
  problem: AnyProblem;
  title?: string;
}) {
  if (problem.code === 'not-allowed')
    return (
      <Page width="narrow">
        <EmptyState isPage title="Your role does not reach here">
          Ask an owner of the workspace if you need it. What you may do is under your name, at the top.
        </EmptyState>
      </Page>
    );
  return (
    <Page width="narrow">
      <h1 style={{ marginBottom: '1rem' }}>{title}</h1>
      <ProblemNotice problem={problem} actions={<RetryButton />} role="status" />
    </Page>
  );
}
