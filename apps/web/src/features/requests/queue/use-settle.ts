'use client';

import { useQueryClient } from '@tanstack/react-query';
import type { Request } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { waitingPath } from '../intake-context';

/** Takes answered requests out of the queue at once, without waiting for the stream to tell. */
export function useSettle(workspace: string, boardKey: string): (answered: readonly Request[]) => void {
  const client = useQueryClient();
  const list = waitingPath(workspace, boardKey);
  return (answered) => {
    const gone = answered.map(({ number }) => number);
    for (const request of answered)
      client.setQueryData<Request>([paths.request(workspace, boardKey, request.number)], request);
    client.setQueryData<{ items: Request[] }>(
      [list],
      (now) => now && { ...now, items: now.items.filter(({ number }) => !gone.includes(number)) },
    );
    client.invalidateQueries({ queryKey: [list] });
  };
}
