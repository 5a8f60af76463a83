'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import type { QueueList } from '@weir/contract';
import { readingPages } from '@/lib/api/reading-pages';
import { useWorkspace } from '@/lib/context/workspace';
import { myRequestsPath } from './my-requests-path';

/** The reader's requests on all boards, page by page. `pollEvery` is in milliseconds; false: by events alone. */
export function useMyRequests(first: QueueList, pollEvery: number | false) {
  const path = myRequestsPath(useWorkspace().slug);
  return useInfiniteQuery({
    ...readingPages<QueueList>(path),
    initialData: { pages: [first], pageParams: [null] },
    refetchInterval: pollEvery,
  });
}
