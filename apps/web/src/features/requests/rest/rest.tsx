'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type RestStatus } from '@weir/contract';
import { Instant } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Panel } from '@/components/layout/panel';
import { HelpLink } from '@/features/help/help-link';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { useIntake } from '../intake-context';
import styles from './rest.module.css';
import { RestActions } from './rest-actions';
import { RestDays } from './rest-days';

/** Whether the board rests, the actions of managers, and the measured days. */
export function Rest() {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { board } = useIntake();
  const { data, error } = useQuery(reading<RestStatus>(requestPaths.rest(slug, board.key)));
  if (error) return <ProblemNotice problem={error.problem} role="status" />;
  if (!data) return <Skeleton height="16rem" />;
  const state =
    data.current?.state === 'resting' || data.current?.state === 'proposed' ? data.current.state : 'none';
  const mayDecide = can(role, 'setGate') && !board.archivedAt;
  return (
    <div className={styles.page}>
      <Panel title={data.policy ? t(`rest.${state}.title`) : t('rest.title')}>
        <div className={styles.status}>
          <Status status={data} />
          {data.last && <Last last={data.last} />}
          <p>
            <HelpLink about="intake" />
          </p>
        </div>
        {mayDecide && data.policy && <RestActions status={data} policy={data.policy} />}
      </Panel>
      {data.policy && <RestDays days={data.days} />}
    </div>
  );
}

function Status({ status }: { status: RestStatus }) {
  const t = useTranslations();
  const { board } = useIntake();
  const { policy, current } = status;
  if (!policy) return <p>{t('rest.off')}</p>;
  const { calmDays: calm, longestDays: longest } = policy;
  if (current?.state === 'proposed')
    return (
      <>
        <p>{t('rest.proposed.text', { days: current.overloadedDays, of: current.ofDays, calm, longest })}</p>
        <p>{t.rich('rest.proposed.until', { at: () => <Instant at={current.until} /> })}</p>
      </>
    );
  if (current?.state === 'resting') {
    const { beganAt, by, until } = current;
    const { earliestEnd } = status;
    const { gate } = board.intake;
    return (
      <>
        <p>{t('rest.resting.text', { done: status.calmDays, calm })}</p>
        {gate.by && <p>{t('rest.resting.gate')}</p>}
        <p>
          {beganAt &&
            t.rich('rest.resting.began', {
              ...{ name: by?.name ?? '', known: by ? 'yes' : 'no' },
              at: () => <Instant at={beganAt} />,
            })}{' '}
          {earliestEnd && earliestEnd < until && (
            <>{t.rich('rest.resting.earliest', { at: () => <Instant at={earliestEnd} /> })} </>
          )}
          {t.rich('rest.resting.until', { at: () => <Instant at={until} /> })}
        </p>
      </>
    );
  }
  return (
    <p>
      {t('rest.none.text', {
        days: status.overloadedDays,
        of: status.ofDays,
        byItself: policy.byItself ? 'yes' : 'no',
        needed: policy.overloadedDays,
        within: policy.ofDays,
      })}
    </p>
  );
}

/** How the previous rest or proposal ended. */
function Last({ last }: { last: NonNullable<RestStatus['last']> }) {
  const t = useTranslations();
  const { state, endedFor, closedAt, closedBy, reason } = last;
  if (!closedAt) return null;
  return (
    <p className={styles.soft} dir="auto">
      {t.rich('rest.last', {
        ...{ state, why: endedFor ?? 'none', reason: reason ?? 'none' },
        ...{ name: closedBy?.name ?? '', known: closedBy ? 'yes' : 'no' },
        at: () => <Instant at={closedAt} />,
      })}
    </p>
  );
}
