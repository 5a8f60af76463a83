'use client';

import { queryOptions } from '@tanstack/react-query';
import { applyChanges, type Board, type BoardChanges } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';

/** A board. Where an earlier one is known, only what changed since is read, unless the API asks to read it whole. */
export function readingBoard(workspace: string, key: string) {
  const path = paths.board(workspace, key);
  return queryOptions<Board, ProblemError>({
    queryKey: [path],
    queryFn: async ({ client, signal }) => {
      const known = client.getQueryData<Board>([path]);
      if (known) {
        const changes = await api.get<BoardChanges>(paths.boardChanges(workspace, known), {
          signal,
          isOneOff: true,
        });
        if (changes.ok) return applyChanges(known, changes.value);
        if (changes.problem.code !== 'resync') throw new ProblemError(changes.problem);
      }
      const board = await api.get<Board>(path, { signal });
      if (board.ok) return board.value;
      throw new ProblemError(board.problem);
    },
  });
}
