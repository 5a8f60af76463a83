'use client';

import { useQueryClient } from '@tanstack/react-query';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';

/** Reads everything of a board again, and the workspace's lists of requests: after a write or an event. */
export function useRenew(workspace: string, key: string): () => Promise<void> {
  const client = useQueryClient();
  const board = boardPaths.board(workspace, key);
  const lists = workspacePaths.queue(workspace);
  const isTouched = ({ queryKey: [path] }: { queryKey: readonly unknown[] }) =>
    typeof path === 'string' &&
    (path === board || path.startsWith(`${board}/`) || path.startsWith(`${lists}?`));
  return () => client.invalidateQueries({ predicate: isTouched });
}
