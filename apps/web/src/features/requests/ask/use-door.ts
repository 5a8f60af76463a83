'use client';

import { useQuery } from '@tanstack/react-query';
import {
  can,
  type Pressure,
  type RequesterBoard,
  type RequestList,
  type Role,
  type User,
} from '@weir/contract';
import { useEffect, useRef } from 'react';
import { paths } from '@/lib/api/paths';
import { reading } from '@/lib/api/query';
import { useRenew } from '@/lib/api/use-renew';
import { useBoardEvents } from '@/lib/events/use-board-events';

export type DoorNow = { door: RequesterBoard; pressure: Pressure; requests: RequestList };

export const newestPath = (workspace: string, key: string) => `${paths.requests(workspace, key)}?size=200`;

const pace = 10_000;

/** Reads all that is shown of a board anew: with its events for who may read them, every ten seconds for who only asks. */
export function useFollow(workspace: string, key: string, role: Role): void {
  const isReader = can(role, 'readEvents');
  const renew = useRenew(workspace, key);
  useBoardEvents(workspace, key, renew, { enabled: isReader });
  const latest = useRef(renew);
  useEffect(() => {
    latest.current = renew;
  });
  useEffect(() => {
    if (isReader) return;
    const timer = setInterval(() => document.hidden || latest.current(), pace);
    return () => clearInterval(timer);
  }, [isReader]);
}

/** What a board shows to who asks of it, and what they have asked. */
export function useDoor(workspace: string, key: string, me: User, role: Role, first: DoorNow) {
  useFollow(workspace, key, role);
  const door = useQuery({
    ...reading<RequesterBoard>(paths.door(workspace, key)),
    initialData: first.door,
  });
  const pressure = useQuery({
    ...reading<Pressure>(paths.pressure(workspace, key)),
    initialData: first.pressure,
  });
  const requests = useQuery({
    ...reading<RequestList>(newestPath(workspace, key)),
    initialData: first.requests,
  });
  return {
    door: door.data,
    pressure: pressure.data,
    // Who may read all requests gets all of them.
    own: requests.data.items.filter(({ requester }) => requester.id === me.id),
    problem: (door.error ?? pressure.error ?? requests.error)?.problem ?? null,
  };
}
