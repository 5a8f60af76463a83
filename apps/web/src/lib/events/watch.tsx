'use client';

import { useQueryClient } from '@tanstack/react-query';
import { type EventSubject, eventSubject } from '@weir/contract';
import { useBoardEvents } from './use-board-events';

/** So many boards of a list are followed; a longer one is read now and then, too. */
export const mostFollowed = 8;

type Props = {
  workspace: string;
  /** The path of the list. */
  path: string;
  /** Keys of the boards that it is about. */
  boards: string[];
  /** What an event must be about to change the list; any event does unless named. */
  subjects?: readonly EventSubject[];
};

/** Reads a list anew when something happens on one of the boards that it is about. */
export function Watch({ boards, ...rest }: Props) {
  return boards.slice(0, mostFollowed).map((key) => <WatchOne key={key} board={key} {...rest} />);
}

function WatchOne({ workspace, board, path, subjects }: Omit<Props, 'boards'> & { board: string }) {
  const client = useQueryClient();
  useBoardEvents(workspace, board, (news) => {
    if (news.kind === 'event' && subjects && !subjects.includes(eventSubject(news.event))) return;
    void client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: false });
  });
  return null;
}
