'use client';

import { type InfiniteData, infiniteQueryOptions } from '@tanstack/react-query';
import { api } from '@/lib/api/client';
import { ProblemError } from '@/lib/api/query';

/** Like `reading`, for a list that is shown page by page: options of `useInfiniteQuery`. */
export function readingPages<Page extends { nextCursor?: string | null }>(path: string) {
  return infiniteQueryOptions<Page, ProblemError, InfiniteData<Page>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    queryFn: async ({ pageParam, signal }) => {
      const cursor = pageParam ? `${path.includes('?') ? '&' : '?'}cursor=${pageParam}` : '';
      const page = await api.get<Page>(path + cursor, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}
