'use client';

import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  applyChanges,
  applyDocuments,
  type Board,
  type BoardChanges,
  type EventDocuments,
} from '@weir/contract';
import { api } from '@/lib/api/client';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { ProblemError } from '@/lib/api/query';

/** A board. Where an earlier one is known, only what changed since is read, unless the API asks to read it whole. */
export function readingBoard(workspace: string, key: string) {
  const path = boardPaths.board(workspace, key);
  return queryOptions<Board, ProblemError>({
    queryKey: [path],
    queryFn: async ({ client, signal }) => {
      const known = client.getQueryData<Board>([path]);
      const read = await readAfter(known, workspace, path, signal);
      return newestOf(known, read, client.getQueryData<Board>([path]));
    },
  });
}

/** Takes what an event carried, if the known board is the one that it is for. */
export function takeDocuments(
  client: QueryClient,
  workspace: string,
  key: string,
  documents: EventDocuments,
): void {
  client.setQueryData<Board>(
    [boardPaths.board(workspace, key)],
    (board) => board && (applyDocuments(board, documents) ?? board),
  );
}

/** What was read from `known`, or what arrived during the read if that is newer. */
export function newestOf(known: Board | undefined, read: Board, now: Board | undefined): Board {
  return now && now !== known && now.seq > read.seq ? now : read;
}

async function readAfter(
  known: Board | undefined,
  workspace: string,
  path: string,
  signal: AbortSignal,
): Promise<Board> {
  if (known) {
    const changes = await api.get<BoardChanges>(boardPaths.boardChanges(workspace, known), {
      signal,
      isOneOff: true,
    });
    if (changes.ok) return applyChanges(known, changes.value);
    if (changes.problem.code !== 'resync') throw new ProblemError(changes.problem);
  }
  const board = await api.get<Board>(path, { signal });
  if (board.ok) return board.value;
  throw new ProblemError(board.problem);
}
