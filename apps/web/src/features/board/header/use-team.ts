'use client';

import { useQuery } from '@tanstack/react-query';
import { type Board, type Member, may, type Person } from '@weir/contract';
import { useMemo } from 'react';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/whole-list';
import { peopleOn } from './persons';

/** Who can be given work here, and who has it: by name, so that a face keeps its place. */
export function useTeam(workspace: string, board: Board): Person[] {
  const members = useQuery(readingAll<Member>(`${paths.members(workspace)}?size=200`));
  return useMemo(() => {
    const able = (members.data?.items ?? [])
      .filter(({ role }) => may(role, 'changeCards'))
      .map(({ id, name }) => ({ id, name }));
    const people = [...able, ...peopleOn(board).filter(({ id }) => !able.some((each) => each.id === id))];
    return people.toSorted((one, other) => one.name.localeCompare(other.name));
  }, [members.data, board]);
}
