'use client';

import { useQuery } from '@tanstack/react-query';
import type { QueueItem, QueueList } from '@weir/contract';
import { useNow } from '@/components/data/time';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Page } from '@/components/layout/page';
import { PageHeader } from '@/components/layout/page-header';
import { readingAll } from '@/lib/api/query';
import { mostFollowed, Watch } from '@/lib/events/watch';
import look from './queue.module.css';
import { QueueLine } from './queue-line';
import { queuePath } from './queue-path';
import { byUrgency, type Urgency } from './urgency';

type Props = { workspace: string; boards: string[]; first: QueueList };

const titles: Record<Urgency, string> = {
  overdue: 'Overdue',
  today: 'Due today',
  later: 'Later',
  paused: 'Waiting for a reply',
};

/** What waits on all boards, by how soon it is due and not by board: one opens where it is answered. */
export function QueuePage({ workspace, boards, first }: Props) {
  const path = queuePath(workspace);
  const query = useQuery({
    ...readingAll<QueueItem>(path),
    ...(first.nextCursor === null && { initialData: { items: first.items, nextCursor: null } }),
    refetchInterval: boards.length <= mostFollowed ? false : 10_000,
  });
  const items = query.data?.items ?? first.items;
  const groups = byUrgency(items, new Date(useNow()));
  return (
    <Page>
      <PageHeader title="Requests" meta={said(items)} />
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <Watch workspace={workspace} path={path} boards={boards} />
      {groups.length === 0 && (
        <EmptyState title="Nobody waits">Every request on every board has its answer.</EmptyState>
      )}
      <div className={look.groups}>
        {groups.map(({ urgency, items: lines }) => (
          <section key={urgency} className={look.group} data-urgency={urgency} aria-label={titles[urgency]}>
            <h2>
              {titles[urgency]} <span className={look.count}>{lines.length}</span>
            </h2>
            <ol className={look.lines}>
              {lines.map((item) => (
                <QueueLine
                  key={`${item.board.key} ${item.request.number}`}
                  workspace={workspace}
                  item={item}
                />
              ))}
            </ol>
          </section>
        ))}
      </div>
    </Page>
  );
}

function said(items: readonly QueueItem[]): string {
  const boards = new Set(items.map(({ board }) => board.key)).size;
  if (items.length === 0) return 'What waits for an answer on any board.';
  return `${items.length} ${items.length === 1 ? 'waits' : 'wait'} for an answer on ${boards} ${boards === 1 ? 'board' : 'boards'}, soonest first.`;
}
