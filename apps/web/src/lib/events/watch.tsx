'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useBoardEvents } from './use-board-events';

/** So many boards of a list are followed; a longer one is read now and then, too. */
export const mostFollowed = 8;

type Props = {
  workspace: string;
  /** The path of the list. */
  path: string;
  /** Keys of the boards that it is about. */
  boards: string[];
  /** The types of events that are news of it; all, where nothing is named. */
  types?: RegExp;
};

/** Reads a list anew when something happens on one of the boards that it is about. */
export function Watch({ boards, ...rest }: Props) {
  return boards.slice(0, mostFollowed).map((key) => <WatchOne key={key} board={key} {...rest} />);
}

function WatchOne({ workspace, board, path, types = /./ }: Omit<Props, 'boards'> & { board: string }) {
  const client = useQueryClient();
  useBoardEvents(workspace, board, (news) => {
    if (news.kind === 'event' && !types.test(news.event.type)) return;
    void client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: false });
  });
  return null;
}
