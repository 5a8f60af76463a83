'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { flowPaths } from '@/lib/api/paths/flow-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';

/** Reads a forecast. Until a changed question is answered, the answer to the last one stays. Null: nothing is asked. */
export function useForecast<Answer>(board: string | null, query: URLSearchParams | null) {
  const { slug } = useWorkspace();
  return useQuery({
    ...reading<Answer>(`${flowPaths.of(slug, board, 'forecast')}?${query ?? ''}`),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  });
}
