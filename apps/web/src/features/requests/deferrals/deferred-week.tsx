import type { Board, DeferralWeek, WeeklyCapacity } from '@weir/contract';
import Link from 'next/link';
import { StateWord } from '@/components/data/state-word';
import { Day, day } from '@/components/data/time';
import { ClassMark } from '@/features/board/card/class-mark';
import { counted } from '../words';
import look from './deferred.module.css';

type Props = { workspace: string; board: Board; week: DeferralWeek; capacity: WeeklyCapacity | null };

/** The tickets of one week beside what it delivers, where it is still to come. */
export function DeferredWeek({ workspace, board, week, capacity }: Props) {
  const { from, tickets, overpromised } = week;
  const due = tickets.filter(({ used }) => !used).length;
  return (
    <section className={look.week} aria-label={`Week from ${day(from)}`}>
      <h3 className={look.head}>
        <span>
          Week from <Day date={from} />
        </span>
        <span className={look.count}>
          {counted(due, 'ticket')}
          {!capacity || 'unknown' in capacity ? '' : `, a week delivers ${capacity.p50}`}
        </span>
        {overpromised && (
          <StateWord state="over" size="small">
            Overpromised
          </StateWord>
        )}
      </h3>
      <ul className={look.tickets}>
        {tickets.map(({ number, ref, title, requester, classOfService, until, used }) => (
          <li key={number} className={look.ticket} data-used={used || undefined}>
            <span className={look.day}>
              <Day date={until} />
            </span>
            <span className={look.about}>
              <Link href={`/${workspace}/${board.key}/requests/${number}`}>{title}</Link>
              <span className={look.second}>
                {ref} · {requester.name} <ClassMark of={classOfService} />
              </span>
            </span>
            {used && <span className={look.second}>asked again</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
