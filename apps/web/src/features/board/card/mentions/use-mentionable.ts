'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Member, type Person } from '@weir/contract';
import { useMemo } from 'react';
import { paths } from '@/lib/api/paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';

/** Whom a text on this board can mention: members who can read it, the reader last, and the `known` ones of the text. */
export function useMentionable(known: readonly Person[] = []): readonly Person[] {
  const { slug, me } = useWorkspace();
  const { data } = useQuery(readingAll<Member>(`${paths.members(slug)}?size=200`));
  return useMemo(() => {
    const readers = (data?.items ?? [])
      .filter(({ role }) => can(role, 'readBoards'))
      .toSorted(
        (one, other) =>
          Number(one.id === me.id) - Number(other.id === me.id) || one.name.localeCompare(other.name),
      );
    return [...readers, ...known.filter(({ id }) => !readers.some((each) => each.id === id))];
  }, [data, known, me.id]);
}
