'use client';

import { useQuery } from '@tanstack/react-query';
import type { Request, RequestContext } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';

/** What else is known of a request that waits; null while nobody knows. */
export function useRequestContext(
  workspace: string,
  boardKey: string,
  request: Request,
): RequestContext | null {
  const { data } = useQuery({
    ...reading<RequestContext>(paths.context(workspace, boardKey, request.number)),
    enabled: request.state === 'waiting',
  });
  return data ?? null;
}
