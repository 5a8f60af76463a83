'use client';

import { useQuery } from '@tanstack/react-query';
import type { MyCard, MyWork, QueueItem } from '@weir/contract';
import { requesterName } from '@weir/words';
import { useState } from 'react';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Button } from '@/components/form/button';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { DueWord } from '@/features/requests/due-word';
import { api } from '@/lib/api/client';
import { reading } from '@/lib/api/query';
import type { AnyProblem } from '@/lib/api/result';
import { useWorkspace } from '@/lib/context/workspace';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { useTranslations } from '@/lib/words/use-translations';
import { MyCardLine } from './my-card-line';
import styles from './my-work-page.module.css';

/** `path` is where the first page of it was read. */
type Props = { path: string; boards: string[]; first: MyWork };

/** A person's cards by board, the requests that wait for their answer, and their own waiting requests. */
export function MyWorkPage({ path, boards, first }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const query = useQuery({
    ...reading<MyWork>(path),
    initialData: first,
    refetchInterval: boards.length <= mostFollowed ? false : 10_000,
  });
  const { items, requests, toAnswer, nextCursor } = query.data;
  const more = useMore(path, nextCursor);
  const cards = [...items, ...more.items];
  const byBoard = [...Map.groupBy(cards, ({ board }) => board.key).values()];
  const isEmpty = cards.length + requests.length + toAnswer.length === 0;
  return (
    <Page>
      <PageHeader title={t('myWork.title')} meta={t('myWork.summary', { count: cards.length })} />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <Watch workspace={slug} path={path} boards={boards} />
      {isEmpty && <EmptyState title={t('myWork.none')}>{t('myWork.noneText')}</EmptyState>}
      <div className={styles.groups}>
        <Requests title={t('myWork.toAnswer')} items={toAnswer} page="intake" all={`/${slug}/requests`} />
        {byBoard.map((ofBoard) => (
          <BoardCards key={ofBoard[0]?.board.key} cards={ofBoard} />
        ))}
        {more.problem && <ProblemNotice problem={more.problem} />}
        {more.isMore && (
          <Button isPending={more.isPending} onPress={more.read}>
            {t('common.showMore')}
          </Button>
        )}
        <Requests title={t('myWork.requests')} items={requests} page="requests" />
      </div>
    </Page>
  );
}

function BoardCards({ cards }: { cards: MyCard[] }) {
  const { slug } = useWorkspace();
  const [first] = cards;
  if (!first) return null;
  const { key, name } = first.board;
  return (
    <section className={styles.group} aria-labelledby={`my-${key}`}>
      <h2 id={`my-${key}`}>
        <Link href={`/${slug}/${key}`}>{name}</Link> <span className={styles.count}>{cards.length}</span>
      </h2>
      <ol className={styles.lines}>
        {cards.map((item) => (
          <MyCardLine key={item.card.number} item={item} />
        ))}
      </ol>
    </section>
  );
}

type RequestsProps = {
  title: string;
  items: readonly QueueItem[];
  /** Each opens where it is answered, or on its own page. */
  page: 'intake' | 'requests';
  /** The page with all of them. */
  all?: string;
};

function Requests({ title, items, page, all }: RequestsProps) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  if (items.length === 0) return null;
  return (
    <section className={styles.group} aria-label={title}>
      <h2>
        {title} <span className={styles.count}>{items.length}</span>
      </h2>
      <ol className={styles.lines}>
        {items.map(({ board, request }) => (
          <li key={request.ref} className={styles.line}>
            <div className={styles.what}>
              <Link
                className={styles.title}
                href={
                  page === 'intake'
                    ? `/${slug}/${board.key}/intake?request=${request.number}`
                    : `/${slug}/${board.key}/requests/${request.number}`
                }
                dir="auto"
              >
                {request.title}
              </Link>
              <p className={styles.soft}>
                {request.ref}
                {page === 'intake' && <span dir="auto">{requesterName(t, request.requester)}</span>}
              </p>
            </div>
            <p className={styles.where}>{board.name}</p>
            <p className={styles.facts}>
              <DueWord answerBy={request.answerBy} pausedAt={request.pausedAt} />
            </p>
          </li>
        ))}
      </ol>
      {all && <Link href={all}>{t('myWork.all')}</Link>}
    </section>
  );
}

/** The pages after the first, on request. */
function useMore(path: string, firstCursor: string | null) {
  const [items, setItems] = useState<MyCard[]>([]);
  const [cursor, setCursor] = useState<string | null | undefined>(undefined);
  const [problem, setProblem] = useState<AnyProblem | null>(null);
  const [isPending, setPending] = useState(false);
  const next = cursor === undefined ? firstCursor : cursor;
  const read = async () => {
    setPending(true);
    const page = await api.get<MyWork>(`${path}?cursor=${next}`, { isOneOff: true });
    setPending(false);
    setProblem(page.ok ? null : page.problem);
    if (!page.ok) return;
    setItems((all) => [...all, ...page.value.items]);
    setCursor(page.value.nextCursor);
  };
  return { items, isMore: next !== null, isPending, problem, read };
}
