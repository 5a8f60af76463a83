'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { SearchList } from '@weir/contract';
import { workspacePaths } from '@/lib/api/paths/workspace-paths';
import { reading } from '@/lib/api/query';
import { useDebounced } from '@/lib/use-debounced';
import { useWorkspace } from './workspace';

/** How many results a search gives. */
export const searchSize = 20;
/** Milliseconds without a key before a search. */
const pause = 150;

/**
 * Searches the workspace while somebody types. `q` is what is searched for, empty for nothing. The results stay until the next ones
 * are there; `isOld` says that they are those of an earlier `q`.
 */
export function useSearch(typed: string) {
  const { slug } = useWorkspace();
  const q = useDebounced(typed.trim(), pause);
  const { data, error, isPlaceholderData } = useQuery({
    ...reading<SearchList>(workspacePaths.search(slug, q, searchSize)),
    enabled: q !== '',
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
  const found = q === '' || typed.trim() === '' ? undefined : data;
  return { q, found, problem: error?.problem ?? null, isOld: isPlaceholderData };
}
