'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { BoardDigest, WorkspaceDigest } from '@weir/contract';
import { daysOfWeek, isoWeekOf } from '@weir/domain';
import { useSearchParams } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { LinkButton } from '@/components/form/link-button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { Panel } from '@/components/layout/panel';
import { FlowTabs } from '@/features/flow/flow-tabs';
import { HelpLink } from '@/features/help/help-link';
import { boardPath } from '@/lib/api/paths/board-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { daysAfter } from '@/lib/days';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { DigestOfBoard } from './board-digest';
import styles from './digest.module.css';

/** A week of one board, or of all boards of a workspace. The address says which week; without one, the last that is over. */
export function DigestPage({ board }: { board: string | null }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const week = useSearchParams().get('week');
  const path = `${board === null ? workspacePaths.digest(slug) : `${boardPath(slug, board)}/digest`}${week ? `?week=${encodeURIComponent(week)}` : ''}`;
  const { data, error } = useQuery({
    ...reading<BoardDigest | WorkspaceDigest>(path),
    placeholderData: keepPreviousData,
  });
  const digests = data && ('boards' in data ? data.boards : [data]);
  return (
    <Page>
      <PageHeader
        title={t('digest.title')}
        meta={data && <Days week={data.week} isOver={digests?.every(({ isOver }) => isOver) ?? true} />}
      >
        {data && (
          <Weeks week={data.week} home={board === null ? `/${slug}/digest` : `/${slug}/${board}/digest`} />
        )}
      </PageHeader>
      <FlowTabs board={board} />
      {error && <ProblemNotice problem={error.problem} role="status" />}
      {!data && !error && <Skeleton height="20rem" />}
      {digests?.length === 0 && <p>{t('digest.none')}</p>}
      <div className={styles.boards}>
        {digests?.map((digest) => (
          <Panel
            key={digest.board}
            title={digest.name}
            actions={
              board === null && (
                <Link href={`/${slug}/${digest.board}/digest?week=${digest.week}`}>
                  {t('digest.ofBoard', { board: digest.board })}
                </Link>
              )
            }
          >
            <DigestOfBoard digest={digest} />
          </Panel>
        ))}
      </div>
    </Page>
  );
}

function Days({ week, isOver }: { week: string; isOver: boolean }) {
  const t = useTranslations();
  const dates = useDates();
  const days = daysOfWeek(week);
  if (!days) return null;
  const [year = '', number = ''] = week.split('-W');
  return (
    <>
      {t('digest.week', {
        number: Number(number),
        year,
        days: t('digest.days', { from: dates.day(days.from), to: dates.day(days.to) }),
      })}{' '}
      {!isOver && t('digest.notOver')} <HelpLink about="flow" />
    </>
  );
}

/** To the weeks before and after. */
function Weeks({ week, home }: { week: string; home: string }) {
  const t = useTranslations();
  const days = daysOfWeek(week);
  if (!days) return null;
  const to = (day: string) => `${home}?week=${isoWeekOf(day)}`;
  const hasNext = daysAfter(days.to, 1) <= new Date().toISOString().slice(0, 10);
  return (
    <>
      <LinkButton size="small" href={to(daysAfter(days.from, -7))}>
        {t('digest.before')}
      </LinkButton>
      {hasNext && (
        <LinkButton size="small" href={to(daysAfter(days.from, 7))}>
          {t('digest.after')}
        </LinkButton>
      )}
    </>
  );
}
