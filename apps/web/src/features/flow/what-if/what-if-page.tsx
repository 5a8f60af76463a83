'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { WhatIf } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { pushQuery } from '@/lib/pages/page-query';
import { useTranslations } from '@/lib/words/use-translations';
import { FlowTabs } from '../flow-tabs';
import { Answer } from './answer';
import { Basis } from './basis';
import { ChangeForm } from './change-form';
import { type BoardNow, hasChanges, readChanges, writeChanges } from './changes';
import { RunningTrial, TryLimits } from './try-limits';
import styles from './what-if.module.css';

type Props = { board: string; now: BoardNow };

/** What the board would do with other limits, people, depth or classes. The address says which. */
export function WhatIfPage({ board, now }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const changes = readChanges(new URLSearchParams(useSearchParams()), now);
  const query = writeChanges(changes);
  const isAsked = hasChanges(changes);
  const { data, error, isPlaceholderData, isFetching } = useQuery({
    ...reading<WhatIf>(`${flowPaths.of(slug, board, 'what-if')}?${query}`),
    enabled: isAsked,
    placeholderData: keepPreviousData,
    staleTime: 600_000,
  });
  return (
    <Page>
      <PageHeader title={t('whatIf.title')} meta={t('whatIf.lead')} />
      <FlowTabs board={board} />
      <div className={styles.page}>
        {now.trialEndsOn !== null && <RunningTrial board={board} endsOn={now.trialEndsOn} />}
        <ChangeForm
          board={board}
          now={now}
          changes={changes}
          onAsk={(next) => pushQuery(writeChanges(next))}
        />
        {isAsked && (
          <section className={styles.part} aria-label={t('whatIf.answer.label')} aria-busy={isFetching}>
            {error && !isFetching && <ProblemNotice problem={error.problem} role="status" />}
            {!data && !error && (
              <>
                <VisuallyHidden>{t('whatIf.loading')}</VisuallyHidden>
                <Skeleton height="17rem" />
              </>
            )}
            {data && (
              <div className={styles.shown} data-old={isPlaceholderData || undefined}>
                {'unknown' in data.result ? (
                  <Notice tone="warn" role="status" title={t('whatIf.unknownTitle')}>
                    {data.result.unknown}
                  </Notice>
                ) : (
                  <>
                    <Answer answer={data} result={data.result} changes={changes} now={now} />
                    <TryLimits board={board} now={now} changes={changes} />
                  </>
                )}
                <Basis answer={data} />
              </div>
            )}
          </section>
        )}
      </div>
    </Page>
  );
}
