'use client';

import { useQuery } from '@tanstack/react-query';
import { type Action, can, type Member, type Person } from '@weir/contract';
import { useMemo } from 'react';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { useWorkspace } from './workspace';

const nobody: readonly Person[] = [];

/** The members who are allowed an action, and the `known` people who are not: they have left, or lost the role. */
export function useMembersWho(may: Action, known: readonly Person[] = nobody) {
  const { slug } = useWorkspace();
  const { data, isPending, error } = useQuery(readingAll<Member>(`${workspacePaths.members(slug)}?size=200`));
  const people = useMemo((): readonly Person[] => {
    const able = (data?.items ?? [])
      .filter(({ role }) => can(role, may))
      .map(({ id, name }) => ({ id, name }));
    return [...able, ...known.filter(({ id }) => !able.some((each) => each.id === id))];
  }, [data, may, known]);
  return { people, isPending, error };
}
