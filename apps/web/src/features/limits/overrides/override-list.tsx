'use client';

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { Board, PassedLimitList } from '@weir/contract';
import { Button } from '@/components/button';
import { EmptyState } from '@/components/empty-state';
import lines from '@/components/lines.module.css';
import { ProblemNotice } from '@/components/problem-notice';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';
import { PassedLine } from './override-line';

type Props = { workspace: string; board: Board; first: PassedLimitList };

/** The ledger, newest first, a page at a time. */
export function PassedList({ workspace, board, first }: Props) {
  const path = paths.overrides(workspace, board.key);
  const query = useInfiniteQuery<
    PassedLimitList,
    ProblemError,
    InfiniteData<PassedLimitList>,
    string[],
    string | null
  >({
    queryKey: [path],
    initialPageParam: null,
    initialData: { pages: [first], pageParams: [null] },
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<PassedLimitList>(pageParam ? `${path}?cursor=${pageParam}` : path, {
        signal,
      });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
  const passed = query.data.pages.flatMap(({ items }) => items);
  if (passed.length === 0)
    return (
      <EmptyState title="No limit was passed">
        A limit that asks for a reason, or one that only warns, leaves a line here each time a card passes it.
      </EmptyState>
    );
  return (
    <>
      {query.error && <ProblemNotice problem={query.error.problem} role="status" />}
      <ul className={lines.lines}>
        {passed.map((each) => (
          <PassedLine
            key={`${each.seq} ${each.limit.id}`}
            passed={each}
            workspace={workspace}
            board={board}
          />
        ))}
      </ul>
      {query.hasNextPage && (
        <p className={lines.more}>
          <Button isPending={query.isFetchingNextPage} onPress={() => query.fetchNextPage()}>
            Show older ones
          </Button>
        </p>
      )}
    </>
  );
}
