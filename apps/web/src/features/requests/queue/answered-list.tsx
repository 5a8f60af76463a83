'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { Board, RequestList } from '@weir/contract';
import lines from '@/components/data/lines.module.css';
import { EmptyState } from '@/components/feedback/empty-state';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { Button } from '@/components/form/button';
import { api } from '@/lib/api/client';
import { ProblemError } from '@/lib/api/query';
import { answeredPath } from '../intake-context';
import { AnsweredLine } from './answered/answered-line';
import styles from './answered-list.module.css';

/** The history of answers, newest first. */
export function AnsweredList({ workspace, board }: { workspace: string; board: Board }) {
  const path = answeredPath(workspace, board.key);
  const query = useInfiniteQuery<
    RequestList,
    ProblemError,
    { pages: RequestList[] },
    string[],
    string | null
  >({
    // Under the list's own path, so that an event renews it.
    queryKey: [path, 'pages'],
    initialPageParam: null,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<RequestList>(pageParam ? `${path}&cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  if (query.error) return <ProblemNotice problem={query.error.problem} role="status" />;
  if (!query.data) return <Skeleton height="16rem" />;
  const requests = query.data.pages.flatMap(({ items }) => items);
  if (requests.length === 0)
    return <EmptyState title="Nothing is answered yet">Answers stand here with their reasons.</EmptyState>;
  return (
    <>
      <ul className={`${lines.lines} ${styles.wide}`}>
        {requests.map((request) => (
          <AnsweredLine key={request.number} request={request} workspace={workspace} board={board} />
        ))}
      </ul>
      {query.hasNextPage && (
        <p className={lines.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            Show older answers
          </Button>
        </p>
      )}
    </>
  );
}
