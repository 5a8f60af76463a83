'use client';

import type { BoardForecast } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { useWorkspace } from '@/lib/context/workspace';
import { pushQuery } from '@/lib/pages/page-query';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { FlowTabs } from '../flow-tabs';
import { BoardAnswers } from './answers';
import { Basis, LongerWindow, RecordWarning, RecordWords, StabilityWarning } from './basis';
import { CountsFigure } from './counts-figure';
import { DaysFigure } from './days-figure';
import styles from './forecast.module.css';
import { type Question, readQuestion, usualAmount, writeQuestion } from './question';
import { type OpenCards, QuestionForm } from './question-form';
import { useForecast } from './use-forecast';

type Props = { board: string; today: string; openCards: OpenCards };

/** When a board delivers a number of cards, and how many by a day. The address has the question. */
export function BoardForecastPage({ board, today, openCards }: Props) {
  const t = useTranslations();
  const dates = useDates();
  const { slug } = useWorkspace();
  const proposed = usualAmount(openCards.inFlight || openCards.open);
  const question = readQuestion(new URLSearchParams(useSearchParams()), { today, items: proposed });
  const asked = writeQuestion(question);
  const query = useForecast<BoardForecast>(board, asked);
  const { data, error, isPlaceholderData } = query;
  const ask = (next: Question) => pushQuery(writeQuestion(next));
  const choose = (window: number) => ask({ ...question, window });
  return (
    <Page>
      <PageHeader title={t('forecastPage.title')} meta={t('forecastPage.lead')} />
      <FlowTabs board={board} />
      <section
        className={styles.panel}
        aria-label={t('forecastPage.title')}
        aria-busy={isPlaceholderData || !(data || error)}
      >
        {error && <ProblemNotice problem={error.problem} role="status" />}
        {!data && !error && (
          <>
            <VisuallyHidden>{t('forecastPage.loading')}</VisuallyHidden>
            <Skeleton height="9rem" />
          </>
        )}
        {data && (
          <div className={styles.result} data-old={isPlaceholderData || undefined} aria-live="polite">
            <BoardAnswers forecast={data} />
            {isUnknown(data) && <LongerWindow basis={data.basis} choose={choose} />}
            <StabilityWarning stability={data.basis.stability} choose={choose} />
            <RecordWarning record={data.record} />
            <div className={styles.bases}>
              <RecordWords record={data.record} href={`/${slug}/${board}/flow/track-record`} />
              <Basis basis={data.basis} zone={data.timeZone} />
            </div>
          </div>
        )}
        <QuestionForm question={question} today={today} openCards={openCards} ask={ask} />
      </section>
      {data && !isUnknown(data) && (
        <div className={styles.figures}>
          {data.asked.items !== null && <DaysFigure query={query} name={board} />}
          {data.asked.by !== null && (
            <CountsFigure query={query} name={board} day={dates.day(data.asked.by)} />
          )}
        </div>
      )}
    </Page>
  );
}

function isUnknown({ doneBy, delivered }: BoardForecast): boolean {
  return [doneBy, delivered].some((each) => each !== null && 'unknown' in each);
}
