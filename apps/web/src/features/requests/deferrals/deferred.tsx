'use client';

import type { DeferralWeek, WeeklyCapacity } from '@weir/contract';
import { requesterName } from '@weir/words';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Link } from '@/components/layout/link';
import { ClassMark } from '@/features/board/card/class-mark';
import { useCurrentBoard } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './deferred.module.css';
import { capacityText, useDeferrals } from './use-deferrals';

/** The deferred requests by week, beside what a week delivers. Each has its answer and a ticket to ask again. */
export function Deferred() {
  const t = useTranslations();
  const { data, error } = useDeferrals();
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return <Skeleton height="16rem" />;
  const { capacity, weeks, past } = data;
  return (
    <div className={styles.page}>
      <p className={styles.lead}>
        {t('intake.deferred.lead')} {capacityText(t, capacity)}{' '}
        {'unknown' in capacity ? capacity.unknown : t('intake.deferred.sample', { count: capacity.sample })}
      </p>
      {weeks.length === 0 && (
        <EmptyState title={t('intake.deferred.emptyTitle')}>{t('intake.deferred.emptyText')}</EmptyState>
      )}
      {weeks.map((week) => (
        <Week key={week.from} week={week} capacity={capacity} />
      ))}
      {past.length > 0 && (
        <section className={styles.past}>
          <h2>{t('intake.deferred.pastTitle')}</h2>
          <p className={styles.lead}>{t('intake.deferred.pastText', { days: 90 })}</p>
          {past.map((week) => (
            <Week key={week.from} week={week} capacity={null} />
          ))}
        </section>
      )}
    </div>
  );
}

/** The tickets of one week. A week that is over has no capacity to compare with. */
function Week({ week, capacity }: { week: DeferralWeek; capacity: WeeklyCapacity | null }) {
  const t = useTranslations();
  const dates = useDates();
  const { slug } = useWorkspace();
  const { key: boardKey, timeZone: zone } = useCurrentBoard();
  const { from, tickets, overpromised } = week;
  const due = tickets.filter(({ used }) => !used).length;
  const title = t('intake.deferred.week', { from: dates.day(from, { zone }) });
  return (
    <section className={styles.week} aria-label={title}>
      <h3 className={styles.head}>
        <span>{title}</span>
        <span className={styles.count}>
          {!capacity || 'unknown' in capacity
            ? t('intake.deferred.tickets', { count: due })
            : t('intake.deferred.ticketsOf', { count: due, typical: capacity.p50 })}
        </span>
        {overpromised && (
          <StateWord state="over" size="small">
            {t('intake.deferred.overpromised')}
          </StateWord>
        )}
      </h3>
      <ul className={styles.tickets}>
        {tickets.map((ticket) => (
          <li key={ticket.number} className={styles.ticket} data-used={ticket.used || undefined}>
            <span className={styles.day}>
              <Day date={ticket.until} />
            </span>
            <span className={styles.about}>
              <Link href={`/${slug}/${boardKey}/requests/${ticket.number}`}>{ticket.title}</Link>
              <span className={styles.second}>
                {ticket.ref} · {requesterName(t, ticket.requester)} <ClassMark of={ticket.classOfService} />
              </span>
            </span>
            {ticket.used && <span className={styles.second}>{t('intake.deferred.used')}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
