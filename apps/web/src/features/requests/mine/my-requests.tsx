'use client';

import type { QueueItem, QueueList } from '@weir/contract';
import { useState } from 'react';
import { StateWord } from '@/components/data/state-word';
import { Day } from '@/components/data/time';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { BoardZone } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { useDates } from '@/lib/words/use-dates';
import { useTranslations } from '@/lib/words/use-translations';
import { WorkDay, WorkWord } from '../delivery/work-word';
import { DueWord } from '../due-word';
import { AnswerWord } from '../letter/answer-letter';
import styles from './my-requests.module.css';
import { myRequestsPath } from './my-requests-path';
import { needOf } from './need';
import { useMyRequests } from './use-my-requests';

/** Below the boards of a member: the requests that they made themselves, if any. */
export function MyRequestsSection({ boards, first }: { boards: string[]; first: QueueList }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const mine = useMyRequests(first, boards.length <= mostFollowed ? false : 10_000);
  const isAny = mine.data.pages.some(({ items }) => items.length > 0);
  return (
    <>
      <Watch workspace={slug} path={myRequestsPath(slug)} boards={boards} subjects={['request']} />
      {isAny && (
        <section className={styles.section} aria-labelledby="my-requests">
          <h2 id="my-requests">{t('requests.mine.title')}</h2>
          <MyRequests mine={mine} heading="h3" />
        </section>
      )}
    </>
  );
}

const groups = ['needsYou', 'waiting', 'answered'] as const;
export type Group = (typeof groups)[number];

const answersShownFirst = 5;

type Props = { mine: ReturnType<typeof useMyRequests>; heading: 'h2' | 'h3' };

/** The reader's requests on all boards, by who has to act next. */
export function MyRequests({ mine, heading: Heading }: Props) {
  const t = useTranslations();
  const [isWhole, setWhole] = useState(false);
  const grouped = groupedRequests(mine.data.pages.flatMap(({ items }) => items));
  const hidden = isWhole ? 0 : Math.max(0, grouped.answered.length - answersShownFirst);
  const shown = { ...grouped, answered: grouped.answered.slice(0, isWhole ? undefined : answersShownFirst) };
  return (
    <div className={styles.groups}>
      {mine.error && <ProblemNotice problem={mine.error.problem} role="status" />}
      {groups
        .filter((group) => shown[group].length > 0)
        .map((group) => {
          const title = t(`requests.mine.groups.${group}`);
          return (
            <section key={group} className={styles.group} data-group={group} aria-label={title}>
              <Heading>
                {title}
                {group !== 'answered' && <span className={styles.count}> {shown[group].length}</span>}
              </Heading>
              <ol className={styles.lines}>
                {shown[group].map((item) => (
                  <RequestLine key={`${item.board.key} ${item.request.number}`} item={item} />
                ))}
              </ol>
            </section>
          );
        })}
      {(hidden > 0 || mine.hasNextPage) && (
        <p>
          <Button
            size="small"
            isPending={mine.isFetchingNextPage}
            onPress={() => (hidden > 0 ? setWhole(true) : mine.fetchNextPage())}
          >
            {t('requests.mine.showOlder')}
          </Button>
        </p>
      )}
    </div>
  );
}

/** Groups requests by who has to act: the reader, the team, nobody. Each group keeps the order of the list. */
function groupedRequests(items: readonly QueueItem[]): Record<Group, QueueItem[]> {
  const grouped: Record<Group, QueueItem[]> = { needsYou: [], waiting: [], answered: [] };
  for (const item of items) grouped[groupOf(item)].push(item);
  return grouped;
}

function groupOf({ request, board }: QueueItem): Group {
  if (needOf(request, board.today)) return 'needsYou';
  return request.answer ? 'answered' : 'waiting';
}

/**
 * One request: its text, its board and its status. The whole line opens it. As on every page of several boards, times are the
 * reader's and name no zone; only a day of a board's calendar names one where the board is elsewhere.
 */
function RequestLine({ item: { board, request } }: { item: QueueItem }) {
  const { slug } = useWorkspace();
  const { number, ref, title } = request;
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <Link href={`/${slug}/${board.key}/requests/${number}`} className={styles.title}>
          {title}
        </Link>
        <p className={styles.soft}>
          {ref} · {board.name}
        </p>
      </div>
      <div className={styles.status}>
        <BoardZone zone={board.timeZone}>
          <LineStatus request={request} board={board} />
        </BoardZone>
      </div>
    </li>
  );
}

function LineStatus({ request, board }: QueueItem) {
  const t = useTranslations();
  const dates = useDates();
  const { position, answerBy, pausedAt, overdue, answer, ticket, work } = request;
  const need = needOf(request, board.today);
  if (need === 'question')
    return (
      <>
        <StateWord state="paused">{t('requests.question.title')}</StateWord>
        <p className={styles.soft}>{t('requests.question.paused')}</p>
      </>
    );
  if (need === 'ticket')
    return (
      <>
        <StateWord state="free">{t('requests.mine.askAgainNow')}</StateWord>
        {ticket && (
          <p className={styles.soft}>
            {t.rich('requests.mine.ticketSince', { day: () => <Day date={ticket.from} /> })}
          </p>
        )}
      </>
    );
  if (answer && work)
    return (
      <>
        <WorkWord state={work.state} />
        <p>
          <WorkDay work={work} />
        </p>
      </>
    );
  if (answer)
    return (
      <>
        <AnswerWord kind={answer.kind} />
        <p className={styles.soft}>
          <time dateTime={answer.at}>{dates.dayOf(answer.at)}</time>
        </p>
      </>
    );
  return (
    <>
      <p>
        <b>{t('requests.status.place', { place: position ?? 1 })}</b>
        <DueWord answerBy={answerBy} pausedAt={pausedAt} />
      </p>
      <p className={styles.soft}>
        {t.rich('requests.status.answerBy', {
          overdue: overdue ? 'yes' : 'no',
          at: () => (
            <time dateTime={answerBy} suppressHydrationWarning>
              {dates.instant(answerBy)}
            </time>
          ),
        })}
      </p>
    </>
  );
}
