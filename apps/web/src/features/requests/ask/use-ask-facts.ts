'use client';

import { useQuery } from '@tanstack/react-query';
import type { Pressure, RequesterBoard, RequestList } from '@weir/contract';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading } from '@/lib/api/query';
import { useWorkspace } from '@/lib/context/workspace';
import { useFollowBoard } from '@/lib/events/use-follow-board';

/** What a requester sees of a board before asking: its intake, its pressure, and the newest requests. */
export type AskFacts = { door: RequesterBoard; pressure: Pressure; requests: RequestList };

const newestPath = (workspace: string, key: string) => `${requestPaths.requests(workspace, key)}?size=200`;

/** Reads the facts and keeps them current. `mine` are the reader's own requests. */
export function useAskFacts(first: AskFacts) {
  const { slug, me } = useWorkspace();
  const { key } = first.door;
  useFollowBoard();
  const door = useQuery({
    ...reading<RequesterBoard>(requestPaths.door(slug, key)),
    initialData: first.door,
  });
  const pressure = useQuery({
    ...reading<Pressure>(boardPaths.pressure(slug, key)),
    initialData: first.pressure,
  });
  const requests = useQuery({
    ...reading<RequestList>(newestPath(slug, key)),
    initialData: first.requests,
  });
  return {
    door: door.data,
    pressure: pressure.data,
    // Roles that may read all requests get all of them.
    mine: requests.data.items.filter(({ requester }) => requester.id === me.id),
    problem: (door.error ?? pressure.error ?? requests.error)?.problem ?? null,
  };
}
