'use client';

import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { can, type LimitTrialList } from '@weir/contract';
import lines from '@/components/data/lines.module.css';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { HelpLink } from '@/features/help/help-link';
import { trialPaths } from '@/lib/api/paths/trial-paths';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useTranslations } from '@/lib/words/use-translations';
import { FlowTabs } from '../flow-tabs';
import { Record } from './record';
import { Trial } from './trial';
import styles from './trials.module.css';

type Props = { board: string; timeZone: string };

/** The trials of limits of a board: predictions, results, decisions, and how often predictions were right. */
export function TrialsPage({ board, timeZone }: Props) {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const client = useQueryClient();
  const path = trialPaths.list(slug, board);
  const query = useInfiniteQuery(readingPages<LimitTrialList>(path));
  const renew = () => client.invalidateQueries({ queryKey: [path] });
  useBoardEvents(slug, board, () => void renew(), { enabled: can(role, 'readEvents') });
  const trials = query.data?.pages.flatMap(({ items }) => items);
  const record = query.data?.pages[0]?.record;
  return (
    <Page>
      <PageHeader
        title={t('trials.title')}
        meta={
          <>
            {t('trials.lead')} <HelpLink about="limits" />
          </>
        }
      />
      <FlowTabs board={board} />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      {!trials && !query.error && <Skeleton height="17rem" />}
      {trials?.length === 0 && (
        <EmptyState
          title={t('trials.none.title')}
          action={
            can(role, 'manageBoards') && (
              <Link href={`/${slug}/${board}/flow/what-if`}>{t('trials.none.open')}</Link>
            )
          }
        >
          {t('trials.none.text')}
        </EmptyState>
      )}
      <div className={styles.page}>
        {trials?.map((trial) => (
          <Trial key={trial.id} board={board} trial={trial} timeZone={timeZone} renew={renew} />
        ))}
        {query.hasNextPage && (
          <p className={lines.more}>
            <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
              {t('trials.older')}
            </Button>
          </p>
        )}
        {record && record.trials + record.stopped > 0 && <Record record={record} />}
      </div>
    </Page>
  );
}
