'use client';

import type { CumulativeFlow, RequestFlow } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, useEffect, useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { HelpLink } from '@/features/help/help-link';
import type { AnyProblem } from '@/lib/api/result';
import { whenIdle } from '@/lib/loading/when-idle';
import { Later, useWhenUsed } from '@/lib/loading/when-used';
import { pushQuery } from '@/lib/pages/page-query';
import { withWordsOf } from '@/lib/words/messages-of';
import { useTranslations } from '@/lib/words/use-translations';
import { OpenedFigureCards } from './figure-cards/opened-cards';
import { Ageing } from './figures/ageing';
import { Arrivals, InFlight } from './figures/arrivals';
import { Blocked } from './figures/blocked';
import { Cumulative, hasNoCards } from './figures/cumulative';
import { CycleTime } from './figures/cycle-time';
import { Efficiency } from './figures/efficiency';
import { Answers, Overrides, Refusals } from './figures/outcomes';
import { hasNoRequests, Requests } from './figures/requests';
import { Throughput } from './figures/throughput';
import type { Choices } from './filters/choices';
import { FlowFilters } from './filters/flow-filters';
import { filterNames, isFiltered, noFilter, readShown, writeShown } from './filters/shown';
import { FlowProvider, useFigure, useFlow } from './flow-context';
import styles from './flow-page.module.css';
import { FlowTabs } from './flow-tabs';
import { useLiveFigures } from './use-live-figures';

const lateCards = new Later(() =>
  withWordsOf('features/flow/figures/late-cards', import('./figures/late-cards')),
);

type Props = {
  /** The key of the board; null for several boards. */
  board: string | null;
  /** In the time zone of the board, or of the reader. */
  today: string;
  /** The number of the board’s last event. */
  seq: number;
  choices: Choices;
};

/** How work flows through one board, or through several together. The address says which days and cards. */
export function FlowPage({ board, today, seq, choices }: Props) {
  const t = useTranslations();
  useLiveFigures(board, seq);
  const shown = readShown(new URLSearchParams(useSearchParams()));
  return (
    <FlowProvider value={{ board, today, shown, change: (next) => pushQuery(writeShown(next)) }}>
      <Page>
        <PageHeader title={t('flow.title')} meta={<Meta />} />
        <FlowTabs board={board} />
        <FlowFilters key={board} choices={choices} />
        <Preparing />
        <IfAnyCard>
          <div className={styles.figures}>
            <Cumulative />
            <CycleTime />
            <Throughput />
            <Ageing />
            <LateCardsOnceIdle />
            <InFlight />
            <Arrivals />
            <Efficiency />
            <Blocked />
          </div>
        </IfAnyCard>
        <RequestFigures />
        <OpenedFigureCards />
      </Page>
    </FlowProvider>
  );
}

/** What the figures are of, and that today is not over. */
function Meta() {
  const t = useTranslations();
  const { board } = useFlow();
  const { data } = useFigure<CumulativeFlow>('cfd');
  return (
    <>
      {t('flow.lead', { isOne: `${board !== null}` })}{' '}
      {data && data.to >= data.today && t('flow.todayIsNotOver')}{' '}
      {board === null && data && t('flow.ofBoards', { count: data.boards.length })} <HelpLink about="flow" />
    </>
  );
}

/** Below several others, and only of boards with service levels: it loads after them. */
function LateCardsOnceIdle() {
  const [isIdle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  const parts = useWhenUsed(lateCards, isIdle);
  return parts && <parts.LateCards />;
}

/** While events are still being read, such as after an upgrade. The figures are then read again by themselves. */
function Preparing() {
  const t = useTranslations();
  const unread = useFigure<CumulativeFlow>('cfd').data?.unread ?? 0;
  if (unread === 0) return null;
  return (
    <div className={styles.preparing}>
      <Notice role="status">{t('flow.preparing', { count: unread })}</Notice>
    </div>
  );
}

/** In place of eight empty charts or refusals, says once what is wrong, or when there will be something to see. */
function IfAnyCard({ children }: { children: ReactNode }) {
  const t = useTranslations();
  const { shown, change } = useFlow();
  const { data, error } = useFigure<CumulativeFlow>('cfd');
  const problem = data ? null : error?.problem;
  const isUnknown = Boolean(problem && namesUnknown(problem));
  if (problem && !isUnknown) return <ProblemNotice problem={problem} role="status" />;
  if (!isUnknown && !(data && hasNoCards(data))) return children;
  if (!isUnknown && !isFiltered(shown))
    return <EmptyState title={t('flow.empty.title')}>{t('flow.empty.text')}</EmptyState>;
  const clear = () => change({ ...shown, boards: isUnknown ? [] : shown.boards, filter: noFilter });
  return (
    <EmptyState
      title={t(isUnknown ? 'flow.empty.unknownTitle' : 'flow.empty.filteredTitle')}
      action={<Button onPress={clear}>{t('flow.filters.clear')}</Button>}
    >
      {t(isUnknown ? 'flow.empty.unknownText' : 'flow.empty.filteredText')}
    </EmptyState>
  );
}

/** Boards or days that neither cards nor requests can be shown for are explained once, in place of the cards. */
function RequestFigures() {
  const t = useTranslations();
  const { shown } = useFlow();
  const cards = useFigure<CumulativeFlow>('cfd');
  const { data, error } = useFigure<RequestFlow>('requests');
  const problem = data ? null : error?.problem;
  if (problem && cards.error && !cards.data) return null;
  return (
    <>
      <h2 className={styles.part}>{t('flow.requests')}</h2>
      {isFiltered(shown) && <p className={styles.note}>{t('flow.requestsUnfiltered')}</p>}
      {problem && <ProblemNotice problem={problem} role="status" />}
      {data && hasNoRequests(data) && <p className={styles.note}>{t('flow.empty.requests')}</p>}
      {!problem && !(data && hasNoRequests(data)) && (
        <div className={styles.figures}>
          <Requests />
          <Answers />
          <Refusals />
          <Overrides />
        </div>
      )}
    </>
  );
}

/** Whether a filter names something that was deleted or never existed. */
function namesUnknown(problem: AnyProblem): boolean {
  const ofFilters: readonly string[] = [...filterNames, 'boards'];
  return (
    'errors' in problem && problem.errors.some(({ path }) => ofFilters.includes(path.split('.')[0] ?? ''))
  );
}
