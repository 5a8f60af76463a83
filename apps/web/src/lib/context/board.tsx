'use client';

import { type QueryFunction, useQuery } from '@tanstack/react-query';
import { can, type Role } from '@weir/contract';
import { createContext, type ReactNode, useContext } from 'react';
import { reading } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import { useWorkspace } from '@/lib/context/workspace';

type BoardFacts = { key: string; name: string; timeZone: string; today: string };

/** The facts of a board that all its pages use. `role` is the person's, `today` the date in the board's time zone. */
export type CurrentBoard = BoardFacts & { isArchived: boolean; role: Role };

const BoardContext = createContext<CurrentBoard | null>(null);

/**
 * Provides the board to every page below `/[workspace]/[board]`. `path` is where its facts were read. A page that
 * reads the same path keeps them current, so a new name or time zone shows without a reload.
 */
export function BoardProvider({
  path,
  first,
  isArchived,
  children,
}: {
  path: string;
  first: BoardFacts;
  isArchived: boolean;
  children: ReactNode;
}) {
  const { slug, role } = useWorkspace();
  // The board has one query function, which every refetch uses.
  const { queryFn } = can(role, 'readBoards') ? readingBoard(slug, first.key) : reading<BoardFacts>(path);
  const { data } = useQuery({
    queryKey: [path],
    queryFn: queryFn as QueryFunction<BoardFacts>,
    enabled: false,
    select: factsOf,
  });
  return <BoardContext value={{ ...(data ?? factsOf(first)), isArchived, role }}>{children}</BoardContext>;
}

export function useCurrentBoard(): CurrentBoard {
  const board = useContext(BoardContext);
  if (!board) throw new Error('useCurrentBoard works below /[workspace]/[board] only');
  return board;
}

export function useBoardKey(): string {
  return useCurrentBoard().key;
}

const ZoneContext = createContext<string | undefined>(undefined);

/** Says whose days and times the ones inside are, on pages that show several boards or none. */
export function BoardZone({ zone, children }: { zone: string; children: ReactNode }) {
  return <ZoneContext value={zone}>{children}</ZoneContext>;
}

/** The board's time zone, which is named where it differs from the reader's; undefined outside of a board. */
export function useBoardZone(): string | undefined {
  const zone = useContext(ZoneContext);
  return useContext(BoardContext)?.timeZone ?? zone;
}

function factsOf({ key, name, timeZone, today }: BoardFacts): BoardFacts {
  return { key, name, timeZone, today };
}
