'use client';

import type { Board, DeferralWeek, WeeklyCapacity } from '@weir/contract';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import look from './deferred.module.css';
import { DeferredWeek } from './deferred-week';
import { capital, deliveredSaid } from './promised-week';
import { useDeferrals } from './use-deferrals';

type Props = { workspace: string; board: Board };

/** What was put off to when, so that no week is promised to more than it can hold. Nothing here can be put off again. */
export function Deferred({ workspace, board }: Props) {
  const { data, error } = useDeferrals(workspace, board.key);
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return <Skeleton height="16rem" />;
  const { capacity, weeks, past } = data;
  const week = (each: DeferralWeek, its: WeeklyCapacity | null) => (
    <DeferredWeek key={each.from} workspace={workspace} board={board} week={each} capacity={its} />
  );
  return (
    <div className={look.page}>
      <p className={look.lead}>
        Each of these has its answer, and a ticket to ask again from a day on. They wait nowhere.{' '}
        {capital(deliveredSaid(capacity))}
        {'unknown' in capacity ? `: ${capacity.unknown}` : `, by ${capacity.sample} delivered cards.`}
      </p>
      {weeks.length === 0 && (
        <EmptyState title="Nothing is put off">No ticket comes due in this week or later.</EmptyState>
      )}
      {weeks.map((each) => week(each, capacity))}
      {past.length > 0 && (
        <section className={look.past}>
          <h2>Not asked again</h2>
          <p className={look.lead}>Their day has come, in the last 90 days, and they may still be asked.</p>
          {past.map((each) => week(each, null))}
        </section>
      )}
    </div>
  );
}
