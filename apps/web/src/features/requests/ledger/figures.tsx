'use client';

import { type Ledger, type LedgerGroup, type ProblemCode, problems } from '@weir/contract';
import { classesOfService } from '@weir/domain';
import { requesterName, type Translate } from '@weir/words';
import type { ReactNode } from 'react';
import { Day } from '@/components/data/time';
import { Panel } from '@/components/layout/panel';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './ledger.module.css';
import type { Grouping } from './period';
import { countOf, notNowBy, otherKinds, refusedCount } from './sums';

/** The whole period: how many requests, their outcomes with reasons, and how long the answers took. */
export function Totals({ ledger }: { ledger: Ledger }) {
  const t = useTranslations();
  const dates = useDates();
  const { from, to, asked, waiting, expired, shed, refusedAtTheDoor, timeToAnswer } = ledger;
  const reasons = notNowBy(ledger);
  return (
    <Panel
      title={t.rich('ledger.total.title', { from: () => <Day date={from} />, to: () => <Day date={to} /> })}
    >
      <dl className={styles.figures}>
        <Figure name={t('ledger.asked')} value={asked}>
          {waiting > 0 && t('ledger.total.waiting', { count: waiting })}
        </Figure>
        <Figure name={t('vocabulary.answers.accept')} value={countOf(ledger, 'accept')} />
        <Figure name={t('ledger.traded')} value={countOf(ledger, 'trade')} />
        <Figure
          name={t('vocabulary.answers.defer')}
          value={reasons.reduce((sum, { count }) => sum + count, 0)}
        >
          <Parts
            parts={reasons.map(({ reason, count }) => [
              reason ? t(`vocabulary.reasons.${reason}`) : t('ledger.total.noReason'),
              count,
            ])}
          />
        </Figure>
        <Figure name={t('ledger.other')} value={countOf(ledger, ...otherKinds)}>
          <Parts parts={otherKinds.map((kind) => [t(`vocabulary.answers.${kind}`), countOf(ledger, kind)])} />
        </Figure>
        <Figure name={t('vocabulary.answers.expired')} value={expired}>
          {expired > 0 && t('ledger.total.expired')}
        </Figure>
        <Figure name={t('ledger.shed')} value={shed}>
          {shed > 0 && t('ledger.total.shed')}
        </Figure>
        <Figure name={t('ledger.total.refused')} value={refusedCount(ledger)}>
          <Parts parts={refusedAtTheDoor.map(({ code, count }) => [titleOf(t, code), count])} />
        </Figure>
        {([0.5, 0.85] as const).map((share) => (
          <Figure
            key={share}
            name={t('ledger.total.answeredWithin', { share })}
            value={
              timeToAnswer
                ? dates.duration(share === 0.5 ? timeToAnswer.p50 : timeToAnswer.p85)
                : t('ledger.total.noAnswer')
            }
          >
            {share === 0.85 && timeToAnswer && t('ledger.total.sample', { count: timeToAnswer.sample })}
          </Figure>
        ))}
      </dl>
    </Panel>
  );
}

function Figure({ name, value, children }: { name: string; value: number | string; children?: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{value}</b>
        {children && <div className={styles.soft}>{children}</div>}
      </dd>
    </div>
  );
}

/** What a figure consists of, without zeros. */
function Parts({ parts }: { parts: [name: string, count: number][] }) {
  const t = useTranslations();
  return parts
    .filter(([, count]) => count > 0)
    .map(([name, count]) => <p key={name}>{t('ledger.total.part', { name, count })}</p>);
}

function titleOf(t: Translate, code: string): string {
  return code in problems ? t(`problems.${code as ProblemCode}.title`) : code;
}

/** One row for each group. On a narrow screen the table scrolls in its frame and its first column stays. */
export function GroupsTable({ groups, by }: { groups: LedgerGroup[]; by: Grouping }) {
  const t = useTranslations();
  const dates = useDates();
  const nameOf = useGroupName(by);
  // Refused requests had no class of service that counted.
  const hasRefused = by !== 'classOfService';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by key
    <section className={styles.frame} aria-label={t(`ledger.grouping.${by}`)} tabIndex={0}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t(`ledger.group.${by}`)}</th>
            <th scope="col">{t('ledger.asked')}</th>
            <th scope="col">{t('ledger.waiting')}</th>
            <th scope="col">{t('vocabulary.answers.accept')}</th>
            <th scope="col">{t('ledger.traded')}</th>
            <th scope="col">{t('vocabulary.answers.defer')}</th>
            <th scope="col">{t('vocabulary.answers.expired')}</th>
            <th scope="col">{t('ledger.shed')}</th>
            <th scope="col">{t('ledger.other')}</th>
            {hasRefused && <th scope="col">{t('ledger.refused')}</th>}
            <th scope="col">{t('ledger.within', { share: 0.5 })}</th>
            <th scope="col">{t('ledger.within', { share: 0.85 })}</th>
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={group.key}>
              <th scope="row">{nameOf(group)}</th>
              <td>{group.asked}</td>
              <Count of={group.waiting} />
              <Count of={countOf(group, 'accept')} />
              <Count of={countOf(group, 'trade')} />
              <Count of={countOf(group, 'decline', 'defer')} />
              <Count of={group.expired} />
              <Count of={group.shed} />
              <Count of={countOf(group, ...otherKinds)} />
              {hasRefused && <Count of={refusedCount(group)} />}
              <td>{group.timeToAnswer ? dates.duration(group.timeToAnswer.p50) : '–'}</td>
              <td>{group.timeToAnswer ? dates.duration(group.timeToAnswer.p85) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** A zero is drawn quietly. */
function Count({ of: count }: { of: number }) {
  return <td data-none={count === 0 || undefined}>{count}</td>;
}

function useGroupName(by: Grouping): (group: LedgerGroup) => string {
  const t = useTranslations();
  const dates = useDates();
  return ({ key, name, guest }) => {
    const classOfService = classesOfService.find((each) => each === key);
    if (by === 'classOfService' && classOfService) return t(`vocabulary.classes.${classOfService}`);
    if (by !== 'month' || !/^\d{4}-\d{2}$/.test(key)) return requesterName(t, { name, guest });
    return dates.month(key);
  };
}
