import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import type { AnyProblem } from '@/lib/api/result';
import { useTranslations } from '@/lib/words/use-translations';
import { HomeLink } from './home-link';
import styles from './problem-page.module.css';
import { RetryButton } from './retry-button';

/** In place of a page: the reason why it can't be shown. */
export function ProblemPage({ problem, title }: { problem: AnyProblem; title?: string }) {
  const t = useTranslations();
  if (problem.code === 'not-allowed')
    return (
      <Page width="narrow">
        <EmptyState isPage title={t('workspace.shell.notAllowed')} action={<HomeLink />}>
          {t('workspace.shell.notAllowedText')}
        </EmptyState>
      </Page>
    );
  return (
    <Page width="narrow">
      <h1 className={styles.title}>{title ?? t('workspace.shell.cannotShow')}</h1>
      <ProblemNotice problem={problem} actions={<RetryButton />} role="status" />
    </Page>
  );
}
