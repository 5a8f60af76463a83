'use client';

import { useQuery } from '@tanstack/react-query';
import { can, type Team } from '@weir/contract';
import { useMemo } from 'react';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { readingAll } from '@/lib/api/query';
import { byName } from '@/lib/by-name';
import { useWorkspace } from './workspace';

/** The teams of the workspace, by name. Empty until they are wanted and loaded, and for people who may not read them. */
export function useTeams(isWanted = true): readonly Team[] {
  const { slug, role } = useWorkspace();
  const { data } = useQuery({
    ...readingAll<Team>(workspacePaths.allTeams(slug)),
    enabled: isWanted && can(role, 'readMembers'),
    staleTime: 60_000,
  });
  return useMemo(() => byName(data?.items ?? []), [data]);
}
