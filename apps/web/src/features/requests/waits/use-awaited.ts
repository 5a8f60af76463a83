'use client';

import { useQuery } from '@tanstack/react-query';
import type { IntakeWaits } from '@weir/contract';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';

/** The refs of the requests that the queue of the board waits on: by the number of each waiting request, and all together. */
export type AwaitedRequests = { of: (request: number) => readonly string[]; all: string };

export function useAwaited(): AwaitedRequests {
  const { data } = useQuery(
    reading<IntakeWaits>(requestPaths.intakeWaits(useWorkspace().slug, useBoardKey())),
  );
  const items = data?.items ?? [];
  return {
    of: (request) => items.find(({ number }) => number === request)?.waitsOn ?? [],
    all: items.flatMap(({ waitsOn }) => waitsOn).join(),
  };
}
