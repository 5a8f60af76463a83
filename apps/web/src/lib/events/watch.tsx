'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type EventSubject, eventSubject } from '@weir/contract';
import { useBoardEvents } from './use-board-events';

/** How many boards of a list are followed by events. A longer list is also read from time to time. */
export const mostFollowed = 8;

type Props = {
  workspace: string;
  /** The path of the list. */
  path: string;
  /** Keys of the boards in the list. */
  boards: string[];
  /** The subjects of events that change the list. By default every event does. */
  subjects?: readonly EventSubject[];
};

/** Reads a list again when an event of one of its boards changes it. */
export function Watch({ boards, ...rest }: Props) {
  return boards.slice(0, mostFollowed).map((key) => <WatchOne key={key} board={key} {...rest} />);
}

function WatchOne({ workspace, board, path, subjects }: Omit<Props, 'boards'> & { board: string }) {
  const client = useQueryClient();
  useBoardEvents(workspace, board, (update) => {
    if (update.kind === 'event' && subjects && !subjects.includes(eventSubject(update.event))) return;
    void client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: false });
  });
  return null;
}
