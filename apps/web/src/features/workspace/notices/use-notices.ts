'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { NoticeList, UnreadNotices } from '@weir/contract';
import { api } from '@/lib/api/client';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingPages } from '@/lib/api/reading-pages';
import { pollEvery, useRenewNotices } from './use-unread';

/** The reader's notices, newest first, page by page. `first` is the first page of all. */
export function useNotices(workspace: string, first: NoticeList, shown: 'all' | 'unread') {
  const path = `${workspacePaths.notices(workspace)}?${shown === 'unread' ? 'state=unread&' : ''}size=50`;
  return useInfiniteQuery({
    ...readingPages<NoticeList>(path),
    ...(shown === 'all' && { initialData: { pages: [first], pageParams: [null] } }),
    refetchInterval: pollEvery,
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
