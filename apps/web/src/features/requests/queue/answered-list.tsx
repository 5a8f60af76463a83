'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Answer, Request, RequestList } from '@weir/contract';
import { requesterName } from '@weir/words';
import type { ReactNode } from 'react';
import lines from '@/components/data/lines.module.css';
import { Day, Instant } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { readingPages } from '@/lib/api/reading-pages';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useTranslations } from '@/lib/words/use-translations';
import { WorkDay, WorkWord } from '../delivery/work-word';
import { answeredPath } from '../intake-context';
import { AnswerWord } from '../letter/answer-letter';
import styles from './answered-list.module.css';

/** The answered requests, newest first. */
export function AnsweredList() {
  const t = useTranslations();
  const path = answeredPath(useWorkspace().slug, useBoardKey());
  const query = useInfiniteQuery({
    ...readingPages<RequestList>(path),
    // Under the list's own path, so that an event renews it.
    queryKey: [path, 'pages'],
  });
  if (query.error) return <ProblemNotice problem={query.error.problem} role="status" />;
  if (!query.data) return <Skeleton height="16rem" />;
  const requests = query.data.pages.flatMap(({ items }) => items);
  if (requests.length === 0)
    return <EmptyState title={t('intake.answered.emptyTitle')}>{t('intake.answered.emptyText')}</EmptyState>;
  return (
    <>
      <ul className={`${lines.lines} ${styles.wide}`}>
        {requests.map((request) => (
          <Line key={request.number} request={request} />
        ))}
      </ul>
      {query.hasNextPage && (
        <p className={lines.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            {t('intake.answered.more')}
          </Button>
        </p>
      )}
    </>
  );
}

/** One answered request: its title, the outcome and the reason. */
function Line({ request }: { request: Request }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const home = `/${slug}/${useBoardKey()}/requests`;
  const { number, ref, title, requester, answer, card, work, ticket, followedBy } = request;
  if (!answer) return null;
  return (
    <li className={lines.line}>
      <div>
        <Link href={`${home}/${number}`} className={styles.title}>
          {title}
        </Link>
        <span className={styles.soft}>
          {ref} · {requesterName(t, requester)}
        </span>
      </div>
      <div>
        <p className={styles.outcome}>
          <AnswerWord kind={answer.kind} />
          {answer.by && answer.reason && (
            <span className={styles.soft}>{t(`vocabulary.reasons.${answer.reason}`)}</span>
          )}
          {card && <span className={styles.soft}>{card.ref}</span>}
          {work && (
            <>
              <WorkWord state={work.state} />
              <WorkDay work={work} />
            </>
          )}
          <Consequence answer={answer} workspace={slug} home={home} />
          {ticket && (answer.kind === 'defer' || !ticket.used) && (
            <span className={styles.soft}>
              {t.rich('intake.answered.askFrom', { day: () => <Day date={ticket.from} /> })}
            </span>
          )}
          {followedBy && (
            <span className={styles.soft}>
              {t.rich('intake.answered.askedAgain', {
                ref: followedBy.ref,
                request: linkTo(`${home}/${followedBy.number}`),
              })}
            </span>
          )}
        </p>
        {answer.message && <p className={styles.message}>{answer.message}</p>}
      </div>
      <p className={lines.by}>
        {answer.by?.name ?? 'Weir'}
        <br />
        <Instant at={answer.at} />
      </p>
    </li>
  );
}

type ConsequenceProps = { answer: Answer; workspace: string; home: string };

/** What else the answer means: which card made room, which other request is answered instead, or that it was shed. */
function Consequence({ answer, workspace, home }: ConsequenceProps) {
  const t = useTranslations();
  const { kind, displaced, duplicateOf, redirectedTo } = answer;
  const until = displaced?.until;
  return (
    <>
      {kind === 'shed' && <span className={styles.soft}>{t('intake.answered.shed')}</span>}
      {displaced && (
        <span className={styles.soft}>
          {until
            ? t.rich('intake.answered.displacedGone', { ref: displaced.ref, day: () => <Day date={until} /> })
            : t('intake.answered.displacedBack', { ref: displaced.ref })}
        </span>
      )}
      {duplicateOf && (
        <span className={styles.soft}>
          {t.rich('intake.answered.duplicateOf', {
            ref: duplicateOf.ref,
            request: linkTo(`${home}/${duplicateOf.number}`),
          })}
        </span>
      )}
      {redirectedTo && (
        <span className={styles.soft}>
          {t.rich('intake.answered.redirectedTo', {
            ref: redirectedTo.ref,
            request: linkTo(`/${workspace}/${redirectedTo.board}/requests/${redirectedTo.number}`),
          })}
        </span>
      )}
    </>
  );
}

function linkTo(href: string) {
  return (text: ReactNode) => <Link href={href}>{text}</Link>;
}
