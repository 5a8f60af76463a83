'use client';

import { useQuery } from '@tanstack/react-query';
import type { BoardList } from '@weir/contract';
import { reading } from '@/lib/api/query';

/** The boards of a workspace, in use and archived. `pollEvery` is in milliseconds; false: by events alone. */
export function useBoards(path: string, first: BoardList, pollEvery: number | false) {
  const query = useQuery({ ...reading<BoardList>(path), initialData: first, refetchInterval: pollEvery });
  const { items } = query.data;
  return {
    boards: items.filter(({ archivedAt }) => !archivedAt),
    archived: items.filter(({ archivedAt }) => archivedAt),
    problem: query.error?.problem ?? null,
  };
}
