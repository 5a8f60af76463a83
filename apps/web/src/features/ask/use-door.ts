'use client';

import { useQuery } from '@tanstack/react-query';
import { type BoardDoor, may, type Pressure, type RequestList, type Role, type User } from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useRenew } from '@/lib/api/use-renew';
import { useBoardEvents } from '@/lib/live/use-board-events';

export type DoorNow = { door: BoardDoor; pressure: Pressure; requests: RequestList };

export const newestPath = (workspace: string, key: string) => `${paths.requests(workspace, key)}?size=200`;

/** Who may read events follows them; who only asks looks every ten seconds. */
export function useFollow(workspace: string, key: string, role: Role) {
  const isReader = may(role, 'readEvents');
  const renew = useRenew(workspace, key);
  useBoardEvents(workspace, key, renew, { enabled: isReader });
  return isReader ? {} : { refetchInterval: 10_000 };
}

/** What a board shows to who asks of it, and what they have asked. */
export function useDoor(workspace: string, key: string, me: User, role: Role, first: DoorNow) {
  const pace = useFollow(workspace, key, role);
  const door = useQuery({
    ...reading<BoardDoor>(paths.door(workspace, key)),
    initialData: first.door,
    ...pace,
  });
  const pressure = useQuery({
    ...reading<Pressure>(paths.pressure(workspace, key)),
    initialData: first.pressure,
    ...pace,
  });
  const requests = useQuery({
    ...reading<RequestList>(newestPath(workspace, key)),
    initialData: first.requests,
    ...pace,
  });
  return {
    door: door.data,
    pressure: pressure.data,
    // Who may read all requests gets all of them.
    own: requests.data.items.filter(({ requester }) => requester.id === me.id),
    problem: (door.error ?? pressure.error ?? requests.error)?.problem ?? null,
  };
}
