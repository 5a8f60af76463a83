'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useBoardEvents } from '@/lib/live/use-board-events';

/** The API lets a person have so many streams open; beyond these a list is read now and then. */
export const mostFollowed = 8;

/** Reads a list anew when something happens on one of the boards that it is about, by their keys. */
export function Watch({ workspace, path, boards }: { workspace: string; path: string; boards: string[] }) {
  return boards
    .slice(0, 20)
    .map((key) => <WatchOne key={key} workspace={workspace} board={key} path={path} />);
}

function WatchOne({ workspace, board, path }: { workspace: string; board: string; path: string }) {
  const client = useQueryClient();
  useBoardEvents(workspace, board, () =>
    client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: false }),
  );
  return null;
}
