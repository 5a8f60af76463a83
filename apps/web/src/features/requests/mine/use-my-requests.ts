'use client';

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { QueueList } from '@weir/contract';
import { api } from '@/lib/api/client';
import { ProblemError } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { myRequestsPath } from './my-requests-path';

/** The reader's requests on all boards, page by page. `pollEvery` is in milliseconds; false: by events alone. */
export function useMyRequests(first: QueueList, pollEvery: number | false) {
  const path = myRequestsPath(useWorkspace().slug);
  return useInfiniteQuery<QueueList, ProblemError, InfiniteData<QueueList>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: pollEvery,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<QueueList>(pageParam ? `${path}&cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
