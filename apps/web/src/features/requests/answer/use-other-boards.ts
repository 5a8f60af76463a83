'use client';

import { useQuery } from '@tanstack/react-query';
import type { BoardList } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';

/** The boards that a request may be handed on to. */
export function useOtherBoards(workspace: string, boardKey: string) {
  const { data, error } = useQuery(reading<BoardList>(`${paths.boards(workspace)}?size=200`));
  const others = data?.items.filter(({ key, archivedAt }) => key !== boardKey && !archivedAt);
  return { others, error };
}
