'use client';

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { QueueList } from '@weir/contract';
import { api } from '@/lib/api/client';
import { ProblemError } from '@/lib/api/query';
import { ownPath } from './my-requests-path';

/** What one has asked on all boards, a page at a time. `pace`: how often it is read anew, in milliseconds; false: by events alone. */
export function useOwn(workspace: string, first: QueueList, pace: number | false) {
  const path = ownPath(workspace);
  return useInfiniteQuery<QueueList, ProblemError, InfiniteData<QueueList>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: pace,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<QueueList>(pageParam ? `${path}&cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
