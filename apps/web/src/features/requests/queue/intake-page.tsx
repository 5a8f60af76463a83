'use client';

import { can } from '@weir/contract';
import { isOverdue } from '@weir/domain';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { Slots } from '@/components/data/slots';
import { StateWord } from '@/components/data/state-word';
import { useNow } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { LaterPriceWord } from '@/features/credits/later-price-word';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { loadedAhead, useLoadAhead } from '@/lib/loading/load-ahead';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { GateLine } from '../gate/gate-line';
import { SetGate } from '../gate/set-gate';
import { type FirstIntake, IntakeProvider, useIntake } from '../intake-context';
import { depthState } from './depth-state';
import styles from './intake-page.module.css';
import { WaitingRequests } from './waiting-requests';

const Replenish = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/replenish/replenish', import('../replenish/replenish')).then(
      (loaded) => loaded.Replenish,
    ),
  ),
  { loading: () => null },
);
const Deferred = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/deferrals/deferred', import('../deferrals/deferred')).then(
      (loaded) => loaded.Deferred,
    ),
  ),
  { loading: () => null },
);
const Rest = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/rest/rest', import('../rest/rest')).then((loaded) => loaded.Rest),
  ),
  { loading: () => null },
);
const AnsweredList = dynamic(
  loadedAhead(() =>
    withWordsOf('features/requests/queue/answered-list', import('./answered-list')).then(
      (loaded) => loaded.AnsweredList,
    ),
  ),
  { loading: () => null },
);

/** A board's intake: the waiting requests and their answers, what enters next, what is deferred or answered. */
export function IntakePage({ first }: { first: FirstIntake }) {
  useLoadAhead();
  return (
    <IntakeProvider key={useBoardKey()} first={first}>
      <Page width="full">
        <Header />
        <Shown />
      </Page>
    </IntakeProvider>
  );
}

/** The queue against its depth, and the gate in front of it. */
function Header() {
  const t = useTranslations();
  const { slug, role } = useWorkspace();
  const { board, intake, waiting } = useIntake();
  const now = new Date(useNow());
  const { depth, gate, minOptions } = intake;
  const overdue = waiting.filter((request) => isOverdue(request, now)).length;
  const isShort = waiting.length < minOptions && depth > 0 && !board.archivedAt;
  const state = depthState(waiting.length, depth, gate.state);
  return (
    <PageHeader
      title={t('intake.title')}
      meta={
        <div className={styles.meta}>
          <div className={styles.depth}>
            <Slots
              filled={waiting.length}
              max={depth}
              label={t('intake.depth.slots', { waiting: waiting.length, depth })}
            />
            <span>
              {t.rich('intake.depth.waiting', {
                waiting: waiting.length,
                depth,
                b: (text: ReactNode) => <b>{text}</b>,
              })}{' '}
              {state && t(`intake.depth.${state.code}`, { count: state.count })}
            </span>
            {overdue > 0 && (
              <StateWord state="over" size="small">
                {t('intake.depth.overdue', { count: overdue })}
              </StateWord>
            )}
            {isShort && (
              <StateWord state="starving" size="small" isSentence>
                {t('intake.depth.tooFew', { least: minOptions })}
              </StateWord>
            )}
          </div>
          <div className={styles.gate}>
            <GateLine gate={gate} />
            {can(role, 'setGate') && !board.archivedAt && <SetGate gate={gate} />}
            {can(role, 'readPressure') && !board.archivedAt && <LaterPriceWord />}
            {board.rest && (
              <Link href={`/${slug}/${board.key}/intake?show=rest`}>
                {t(`rest.line.${board.rest.state}`)}
              </Link>
            )}
          </div>
        </div>
      }
    />
  );
}

const parts = ['replenish', 'deferred', 'answered', 'rest'] as const;

/** The links between the parts of the intake, and the part that the address names. */
function Shown() {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { board, intake, waiting, problem, canAnswer } = useIntake();
  const offered = parts.filter((part) => {
    if (part === 'rest') return intake.rest !== null || board.rest !== null;
    return canAnswer || part !== 'replenish';
  });
  const named = useSearchParams().get('show');
  const shown = offered.find((part) => part === named) ?? 'waiting';
  const home = `/${slug}/${board.key}/intake`;
  return (
    <>
      {problem && <ProblemNotice problem={problem} role="status" />}
      <nav className={styles.parts} aria-label={t('intake.parts.label')}>
        <Link href={home} aria-current={shown === 'waiting' ? 'true' : undefined}>
          {t('intake.parts.waiting')} <span className={styles.count}>{waiting.length}</span>
        </Link>
        {offered.map((part) => (
          <Link key={part} href={`${home}?show=${part}`} aria-current={shown === part ? 'true' : undefined}>
            {t(`intake.parts.${part}`)}
          </Link>
        ))}
        <Link href={`${home}/ledger`}>{t('intake.parts.ledger')}</Link>
      </nav>
      {shown === 'waiting' && <WaitingRequests />}
      {shown === 'replenish' && <Replenish />}
      {shown === 'deferred' && <Deferred />}
      {shown === 'answered' && <AnsweredList />}
      {shown === 'rest' && <Rest />}
    </>
  );
}
