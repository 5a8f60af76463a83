'use client';

import type { BoardsForecast } from '@weir/contract';
import { useSearchParams } from 'next/navigation';
import { EmptyState } from '@/components/feedback/empty-state';
import { Notice } from '@/components/feedback/notice';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { VisuallyHidden } from '@/components/layout/visually-hidden';
import { HelpLink } from '@/features/help/help-link';
import { useWorkspace } from '@/lib/context/workspace';
import { pushQuery } from '@/lib/pages/page-query';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { FlowTabs } from '../flow-tabs';
import { Answer } from './answer';
import { ChanceAnswer, DaysAnswer } from './answers';
import { RecordWarning, RecordWords } from './basis';
import { BoardsFigure } from './boards-figure';
import { type BoardChoice, BoardsQuestionForm } from './boards-question-form';
import styles from './forecast.module.css';
import {
  type BoardsQuestion,
  forecastHref,
  readBoardsQuestion,
  usualAmount,
  writeBoardsQuestion,
} from './question';
import { useForecast } from './use-forecast';

type Props = { today: string; choices: readonly BoardChoice[] };

/** When several boards have all delivered their cards. The address has the question. */
export function BoardsForecastPage({ today, choices }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const proposed = choices
    .filter(({ inFlight }) => inFlight > 0)
    .map(({ key, inFlight }) => ({ key, items: usualAmount(inFlight) }));
  const question = readBoardsQuestion(new URLSearchParams(useSearchParams()), { today, boards: proposed });
  const asked = writeBoardsQuestion(question);
  const query = useForecast<BoardsForecast>(null, question.boards.length > 0 ? asked : null);
  const { data, error, isPlaceholderData } = query;
  const ask = (next: BoardsQuestion) => pushQuery(writeBoardsQuestion(next));
  return (
    <Page>
      <PageHeader title={t('forecastPage.title')} meta={t('forecastPage.leadOfBoards')} />
      <FlowTabs board={null} />
      <section className={styles.panel} aria-label={t('forecastPage.title')} aria-busy={isPlaceholderData}>
        {error && <ProblemNotice problem={error.problem} role="status" />}
        {question.boards.length === 0 && (
          <EmptyState title={t('forecastPage.boards.none')}>{t('forecastPage.boards.noneText')}</EmptyState>
        )}
        {question.boards.length > 0 && !data && !error && (
          <>
            <VisuallyHidden>{t('forecastPage.loading')}</VisuallyHidden>
            <Skeleton height="6rem" />
          </>
        )}
        {data && (
          <div className={styles.result} data-old={isPlaceholderData || undefined} aria-live="polite">
            <TogetherAnswers forecast={data} />
            <OfEach forecast={data} question={question} ask={ask} />
            <RecordWarning record={data.record} />
            <div className={styles.bases}>
              {data.boards.length > 1 && (
                <RecordWords record={data.record} href={trackRecordOf(slug, data)} together />
              )}
              <p>
                {t('forecastPage.boards.product', { days: question.window })} <HelpLink about="forecasts" />
              </p>
            </div>
          </div>
        )}
        <BoardsQuestionForm question={question} today={today} choices={choices} ask={ask} />
      </section>
      {data && <BoardsFigure query={query} />}
    </Page>
  );
}

/** The track record of these boards. */
function trackRecordOf(slug: string, { boards }: BoardsForecast): string {
  const keys = boards.map(({ key }) => key).join(',');
  return `/${slug}/flow/track-record?${new URLSearchParams({ boards: keys })}`;
}

function TogetherAnswers({ forecast: { boards, doneBy, by, chance } }: { forecast: BoardsForecast }) {
  const t = useTranslations();
  const dates = useDates();
  const count = boards.length;
  return (
    <dl className={styles.answers}>
      {'unknown' in doneBy ? (
        <Answer question={t('forecastPage.unknown.title')} answer={t('forecastPage.unknown.answer')}>
          {doneBy.unknown}
        </Answer>
      ) : (
        <DaysAnswer question={t('forecastPage.boards.question', { count })} days={doneBy} />
      )}
      {by !== null && chance && !('unknown' in chance) && (
        <ChanceAnswer
          question={t('forecastPage.boards.chance', { count, day: dates.day(by) })}
          chance={chance}
        />
      )}
    </dl>
  );
}

/** What is missing on boards without a forecast, with a press to leave them out; and boards whose pace changed. */
function OfEach({
  forecast: { boards },
  question,
  ask,
}: {
  forecast: BoardsForecast;
  question: BoardsQuestion;
  ask: (question: BoardsQuestion) => void;
}) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const without = (board: string) =>
    ask({ ...question, boards: question.boards.filter(({ key }) => key !== board) });
  return boards.map(({ key, name, asked, doneBy, basis: { stability, window } }) => {
    if (doneBy && 'unknown' in doneBy)
      return (
        <Notice
          key={key}
          title={t('forecastPage.boards.unknown', { board: name })}
          actions={
            boards.length > 1 && (
              <Button size="small" onPress={() => without(key)}>
                {t('forecastPage.question.without', { board: name })}
              </Button>
            )
          }
        >
          {doneBy.unknown}
        </Notice>
      );
    if (!stability?.advice) return null;
    const proposed = { ...asked, window: stability.window ?? window };
    return (
      <Notice
        key={key}
        tone="warn"
        title={t('forecastPage.boards.unstable', { board: name })}
        actions={
          <Link href={forecastHref(slug, key, proposed)}>
            {t('forecastPage.boards.alone', { board: name })}
          </Link>
        }
      >
        {stability.advice}
      </Notice>
    );
  });
}
