'use client';

import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticeList, UnreadNotices } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError, reading } from '@/lib/api/query';

/** They come by the minute, of any board: nobody is told of them by a stream. */
const pace = 15_000;

const unreadPath = (workspace: string) => `${paths.notices(workspace)}?size=1`;

/** How many of one's own notices are unread; undefined until that is known. */
export function useUnread(workspace: string): number | undefined {
  const { data } = useQuery({ ...reading<NoticeList>(unreadPath(workspace)), refetchInterval: pace });
  return data?.unread;
}

/** One's own notices, newest first, a page at a time, and read anew whenever another has come. */
export function useNotices(workspace: string, first: NoticeList) {
  const path = paths.notices(workspace);
  return useInfiniteQuery<NoticeList, ProblemError, InfiniteData<NoticeList>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: pace,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<NoticeList>(pageParam ? `${path}?cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Reads anew what is shown of them: the bell and the list. */
export function useRenewNotices(workspace: string): () => Promise<void> {
  const client = useQueryClient();
  const path = paths.notices(workspace);
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [key] }) => typeof key === 'string' && key.startsWith(path),
    });
}

/** Marks some as read, or all; also while the page is being left. */
export function useMarkRead(workspace: string) {
  const renew = useRenewNotices(workspace);
  return async (ids?: string[]) => {
    const path = paths.noticesRead(workspace);
    const read = await api.put<UnreadNotices>(path, ids ? { ids } : {}, { keepalive: true });
    if (read.ok) await renew();
    return read;
  };
}
