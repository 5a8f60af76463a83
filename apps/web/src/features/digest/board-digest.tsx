'use client';

import { type BoardDigest, type ProblemCode, problems } from '@weir/contract';
import { limitSubjectText } from '@weir/words';
import { useFormatter } from 'next-intl';
import type { ReactNode } from 'react';
import { Notice } from '@/components/feedback/notice';
import { Link } from '@/components/layout/link';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import styles from './digest.module.css';
import { Missed } from './missed-forecasts';

type Props = { digest: BoardDigest };

/** What happened on a board in a week. */
export function DigestOfBoard({ digest }: Props) {
  const t = useTranslations();
  const { suggestion, unread } = digest;
  return (
    <div className={styles.digest}>
      {unread > 0 && <Notice role="status">{t('digest.preparing', { count: unread })}</Notice>}
      {suggestion ? (
        <Notice title={suggestion.text}>{suggestion.evidence}</Notice>
      ) : (
        <p className={styles.soft}>{t('digest.nothing')}</p>
      )}
      <div className={styles.parts}>
        <Part title={t('digest.asked.title')}>
          <Asked digest={digest} />
        </Part>
        <Part title={t('digest.work.title')}>
          <p>{t('digest.work.sum', digest.flow)}</p>
        </Part>
        <Part title={t('digest.aged.title')}>
          <Aged digest={digest} />
        </Part>
        <Part title={t('digest.overrides.title')}>
          <Overrides digest={digest} />
        </Part>
        <Part title={t('digest.forecasts.title')}>
          <Missed digest={digest} />
        </Part>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.part} aria-label={title}>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Asked({ digest: { board, requests } }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  const { slug } = useWorkspace();
  const { submitted, waiting, answers, reasons, refusals, notNow } = requests;
  const sum = (...kinds: (keyof typeof answers)[]) =>
    kinds.reduce((all, kind) => all + (answers[kind] ?? 0), 0);
  const counted = Object.entries(reasons).map(([id, count]) =>
    t('digest.asked.reason', {
      reason: t(`vocabulary.reasons.${id as keyof typeof reasons}`),
      count: count ?? 0,
    }),
  );
  const refused = Object.entries(refusals).map(([id, count]) =>
    t('digest.asked.reason', {
      reason: id in problems ? t(`problems.${id as ProblemCode}.title`) : id,
      count,
    }),
  );
  return (
    <>
      <p>
        {t('digest.asked.sum', {
          submitted,
          waiting,
          accepted: sum('accept', 'trade'),
          notNow: sum('decline', 'defer', 'expired', 'shed'),
        })}
      </p>
      {counted.length > 0 && <p>{t('digest.asked.reasons', { reasons: format.list(counted) })}</p>}
      {refused.length > 0 && <p>{t('digest.asked.refusals', { reasons: format.list(refused) })}</p>}
      {notNow.length > 0 && (
        <ul className={styles.list}>
          {notNow.map(({ number, title, kind, reason }) => (
            <li key={number}>
              <Link href={`/${slug}/${board}/requests/${number}`}>{`${board}-R${number} ${title}`}</Link>
              <small>
                {t('digest.asked.answer', {
                  kind: t(`vocabulary.answers.${kind}`),
                  reason: reason === null ? 'none' : t(`vocabulary.reasons.${reason}`),
                })}
              </small>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function Aged({ digest: { board, aged, agedTotal } }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  if (aged.length === 0) return <p className={styles.soft}>{t('digest.aged.none')}</p>;
  return (
    <>
      <ul className={styles.list}>
        {aged.map(({ number, title, column, ageDays, expectedDays }) => (
          <li key={number}>
            {title === null ? (
              t('flow.card', { ref: `${board}-${number}`, title: '', isDeleted: 'true' })
            ) : (
              <Link href={`/${slug}/${board}/cards/${number}`}>{`${board}-${number} ${title}`}</Link>
            )}
            <small>
              {t('digest.aged.card', {
                days: ageDays,
                column: column ?? 'none',
                expected: expectedDays ?? 0,
              })}
            </small>
          </li>
        ))}
      </ul>
      {agedTotal > aged.length && <p>{t('digest.aged.more', { count: agedTotal - aged.length })}</p>}
    </>
  );
}

function Overrides({ digest: { overrides } }: Props) {
  const t = useTranslations();
  const format = useFormatter();
  if (overrides.length === 0) return <p className={styles.soft}>{t('digest.overrides.none')}</p>;
  return (
    <ul className={styles.list}>
      {overrides.map(({ scope, of, times, lately, reasons }) => (
        <li key={`${scope} ${of}`}>
          {t('digest.overrides.limit', {
            limit:
              of === null && scope === 'board'
                ? t('limits.kind.board')
                : limitSubjectText(t, { scope: scope as 'column', of: of ?? '' }),
            times,
            lately,
          })}
          {reasons.length > 0 && (
            <small>{t('digest.overrides.reasons', { reasons: format.list([...new Set(reasons)]) })}</small>
          )}
        </li>
      ))}
    </ul>
  );
}
