import type { LedgerGroup } from '@weir/contract';
import { duration } from '@/components/data/time';
import { classWords } from '../words';
import styles from './ledger.module.css';
import type { Shown } from './period';
import { countOf, otherwise, refusedOf } from './sums';

const heads: Record<Shown['by'], string> = {
  month: 'Month',
  classOfService: 'Class',
  requester: 'Requester',
};

/** A line a group. On a narrow screen the table scrolls within its frame, its first column stays. */
export function GroupsTable({ groups, by }: { groups: LedgerGroup[]; by: Shown['by'] }) {
  // What was refused had no class that counted.
  const isRefusedKnown = by !== 'classOfService';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className={styles.frame} aria-label={`${heads[by]} by ${heads[by].toLowerCase()}`} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{heads[by]}</th>
            <th scope="col">Asked</th>
            <th scope="col">Waiting</th>
            <th scope="col">Accepted</th>
            <th scope="col">Traded</th>
            <th scope="col">Not now</th>
            <th scope="col">Expired</th>
            <th scope="col">Shed</th>
            <th scope="col">Otherwise</th>
            {isRefusedKnown && <th scope="col">Refused</th>}
            <th scope="col">Half within</th>
            <th scope="col">85 % within</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{nameOf(group, by)}</th>
              <td>{group.asked}</td>
              <Count of={group.waiting} />
              <Count of={countOf(group, 'accept')} />
              <Count of={countOf(group, 'trade')} />
              <Count of={countOf(group, 'decline', 'defer')} />
              <Count of={group.expired} />
              <Count of={group.shed} />
              <Count of={countOf(group, ...otherwise)} />
              {isRefusedKnown && <Count of={refusedOf(group)} />}
              <td>{group.timeToAnswer ? duration(group.timeToAnswer.p50) : '–'}</td>
              <td>{group.timeToAnswer ? duration(group.timeToAnswer.p85) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** None is a quiet nought. */
function Count({ of }: { of: number }) {
  return <td data-none={of === 0 || undefined}>{of}</td>;
}

function nameOf({ key, name }: LedgerGroup, by: Shown['by']): string {
  if (by === 'classOfService') return classWords[key as keyof typeof classWords]?.label ?? name;
  if (by !== 'month' || !/^\d{4}-\d{2}$/.test(key)) return name;
  return monthFormat.format(new Date(`${key}-15T12:00:00Z`));
}

const monthFormat = new Intl.DateTimeFormat('en-GB', { month: 'short', year: 'numeric', timeZone: 'UTC' });
