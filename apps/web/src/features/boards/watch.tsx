'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useBoardEvents } from '@/lib/live/use-board-events';

/** So many boards of a list are followed; a longer one is read now and then, too. */
export const mostFollowed = 8;

/** Reads a list anew when something happens on one of the boards that it is about, by their keys. */
export function Watch({ workspace, path, boards }: { workspace: string; path: string; boards: string[] }) {
  return boards
    .slice(0, mostFollowed)
    .map((key) => <WatchOne key={key} workspace={workspace} board={key} path={path} />);
}

function WatchOne({ workspace, board, path }: { workspace: string; board: string; path: string }) {
  const client = useQueryClient();
  useBoardEvents(workspace, board, () =>
    client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: false }),
  );
  return null;
}
