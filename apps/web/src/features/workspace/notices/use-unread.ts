'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { NoticeList } from '@weir/contract';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';

/** Notices come from every board, so no stream carries them. */
export const pollEvery = 15_000;

const unreadPath = (workspace: string) => `${workspacePaths.notices(workspace)}?size=1`;

/** How many of the reader's notices are unread; undefined until that is known. */
export function useUnread(workspace: string): number | undefined {
  const { data } = useQuery({ ...reading<NoticeList>(unreadPath(workspace)), refetchInterval: pollEvery });
  return data?.unread;
}

/** Reads the bell and the list again. */
export function useRenewNotices(workspace: string): () => Promise<void> {
  const client = useQueryClient();
  const path = workspacePaths.notices(workspace);
  return () =>
    client.invalidateQueries({
      predicate: ({ queryKey: [key] }) => typeof key === 'string' && key.startsWith(path),
    });
}
