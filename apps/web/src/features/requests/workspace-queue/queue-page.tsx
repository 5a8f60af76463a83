'use client';

import { useQuery } from '@tanstack/react-query';
import type { QueueItem, QueueList } from '@weir/contract';
import { requesterName } from '@weir/words';
import { Instant, useNow } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Link } from '@/components/layout/link';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { ClassMark } from '@/features/board/card/class-mark';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { mostFollowed, Watch } from '@/lib/events/watch';
import { useTranslations } from '@/lib/words/use-translations';
import { DueWord } from '../due-word';
import styles from './queue-page.module.css';
import { byUrgency } from './urgency';

/** `path` is where the first page of it was read. */
type Props = { path: string; boards: string[]; first: QueueList };

/** The waiting requests of all boards by urgency. Each opens on its board, where it is answered. */
export function QueuePage({ path, boards, first }: Props) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const query = useQuery({
    ...readingAll<QueueItem>(path),
    ...(first.nextCursor === null && { initialData: { items: first.items, nextCursor: null } }),
    refetchInterval: boards.length <= mostFollowed ? false : 10_000,
  });
  const items = query.data?.items ?? first.items;
  const groups = byUrgency(items, new Date(useNow()));
  const boardCount = new Set(items.map(({ board }) => board.key)).size;
  return (
    <Page>
      <PageHeader
        title={t('intake.allBoards.title')}
        meta={t('intake.allBoards.summary', { count: items.length, boards: boardCount })}
      />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <Watch workspace={slug} path={path} boards={boards} />
      {groups.length === 0 && (
        <EmptyState title={t('intake.waiting.emptyTitle')}>{t('intake.allBoards.emptyText')}</EmptyState>
      )}
      <div className={styles.groups}>
        {groups.map(({ urgency, items: lines }) => (
          <section
            key={urgency}
            className={styles.group}
            data-urgency={urgency}
            aria-label={t(`intake.allBoards.urgency.${urgency}`)}
          >
            <h2>
              {t(`intake.allBoards.urgency.${urgency}`)} <span className={styles.count}>{lines.length}</span>
            </h2>
            <ol className={styles.lines}>
              {lines.map((item) => (
                <Line key={`${item.board.key} ${item.request.number}`} item={item} />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Page>
  );
}

/** One request: its title, board and requester, and when the answer is due. */
function Line({ item: { board, request } }: { item: QueueItem }) {
  const t = useTranslations();
  const { slug } = useWorkspace();
  const { number, ref, title, requester, classOfService, answerBy, pausedAt, expiresAt } = request;
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <Link href={`/${slug}/${board.key}/intake?request=${number}`} className={styles.title}>
          {title}
        </Link>
        <p className={styles.soft}>
          {ref} · {requesterName(t, requester)}
          <ClassMark of={classOfService} />
        </p>
      </div>
      <p className={styles.board}>{board.name}</p>
      <p className={styles.due}>
        <DueWord answerBy={answerBy} pausedAt={pausedAt} zone={board.timeZone} />
        <span className={styles.soft}>
          {pausedAt
            ? t('intake.allBoards.waitsFor', { name: requesterName(t, requester) })
            : t.rich('intake.allBoards.expires', {
                at: () => <Instant at={expiresAt} zone={board.timeZone} />,
              })}
        </span>
      </p>
    </li>
  );
}
