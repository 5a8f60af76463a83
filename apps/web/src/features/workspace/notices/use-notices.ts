'use client';

import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query';
import type { NoticeList, UnreadNotices } from '@weir/contract';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { ProblemError } from '@/lib/api/query';
import { pollEvery, useRenewNotices } from './use-unread';

/** The reader's notices, newest first, page by page. `first` is the first page of all. */
export function useNotices(workspace: string, first: NoticeList, shown: 'all' | 'unread') {
  const path = `${workspacePaths.notices(workspace)}?${shown === 'unread' ? 'state=unread&' : ''}size=50`;
  return useInfiniteQuery<NoticeList, ProblemError, InfiniteData<NoticeList>, string[], string | null>({
    queryKey: [path],
    initialPageParam: null,
    ...(shown === 'all' && { initialData: { pages: [first], pageParams: [null] } }),
    refetchInterval: pollEvery,
    queryFn: async ({ pageParam, signal }) => {
      const page = await api.get<NoticeList>(pageParam ? `${path}&cursor=${pageParam}` : path, { signal });
      if (page.ok) return page.value;
      throw new ProblemError(page.problem);
    },
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });
}

/** Marks notices as read, by default all; works while the page is being left, too. */
export function useMarkRead(workspace: string) {
  const renew = useRenewNotices(workspace);
  return async (ids?: string[]) => {
    const path = workspacePaths.noticesRead(workspace);
    const read = await api.put<UnreadNotices>(path, ids ? { ids } : {}, { keepalive: true });
    if (read.ok) await renew();
    return read;
  };
}
