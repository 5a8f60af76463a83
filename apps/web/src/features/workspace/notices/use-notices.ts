'use client';

import { type InfiniteData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticeList, UnreadNotices } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError, reading } from '@/lib/api/query';

/** Notices come from every board, so no stream carries them. */
const pollEvery = 15_000;

const unreadPath = (workspace: string) => `${paths.notices(workspace)}?size=1`;

/** How many of the reader's notices are unread; undefined until that is known. */
export function useUnread(workspace: string): number | undefined {
  const { data } = useQuery({ ...reading<NoticeList>(unreadPath(workspace)), refetchInterval: pollEvery });
  return data?.unread;
}

/** The reader's notices, newest first, page by page. */
export function useNotices(workspace: string, first: NoticeList) {
  const path = paths.notices(workspace);
  return useInfiniteQuery<NoticeList, ProblemError, InfiniteData<NoticeList>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: pollEvery,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<NoticeList>(pageParam ? `${path}?cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Reads the bell and the list again. */
export function useRenewNotices(workspace: string): () => Promise<void> {
  const client = useQueryClient();
  const path = paths.notices(workspace);
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [key] }) => typeof key === 'string' && key.startsWith(path),
    });
}

/** Marks notices as read, by default all; works while the page is being left, too. */
export function useMarkRead(workspace: string) {
  const renew = useRenewNotices(workspace);
  return async (ids?: string[]) => {
    const path = paths.noticesRead(workspace);
    const read = await api.put<UnreadNotices>(path, ids ? { ids } : {}, { keepalive: true });
    if (read.ok) await renew();
    return read;
  };
}
