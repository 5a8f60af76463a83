'use client';

import { useQuery } from '@tanstack/react-query';
import type { Board, Column } from '@weir/contract';
import { api } from '@/lib/api/client';
import { paths } from '@/lib/api/paths';
import { ProblemError } from '@/lib/api/query';
import type { Result } from '@/lib/api/result';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** How many cards a column holds: those on the board, however long ago they were delivered, and those in the archive. */
export type CardsIn = { standing: number; archived: number };

/** Counted anew each time it is asked; undefined until it is known. */
export function useCardsIn({ id, kind }: Column): CardsIn | undefined {
  // Only a done column has cards that the board leaves out for their age.
  const include = kind === 'done' ? 'archived,delivered' : 'archived';
  const path = `${paths.board(useWorkspace().slug, useBoardKey())}?include=${include}`;
  const query = useQuery<CardsIn, ProblemError>({
    queryKey: [path, id],
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const found = { standing: 0, archived: 0 };
      let cursor: string | null = null;
      do {
        const page: Result<Board> = await api.get<Board>(cursor ? `${path}&cursor=${cursor}` : path, {
          signal,
        });
        if (!page.ok) throw new ProblemError(page.problem);
        for (const card of page.value.cards)
          if (card.columnId === id) found[card.archivedAt ? 'archived' : 'standing']++;
        cursor = page.value.nextCursor ?? null;
      } while (cursor);
      return found;
    },
  });
  return query.data;
}
