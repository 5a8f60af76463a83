'use client';

import { useQuery } from '@tanstack/react-query';
import type { RequestList } from '@weir/contract';
import { reading } from '@/lib/api/query';
import { mondayOf } from '@/lib/days';
import { answeredPath } from './use-intake';

/** The newest hundred answered requests: enough to say what a manager would want to know beside an answer. */
export function useAnsweredLately(workspace: string, boardKey: string) {
  const { data } = useQuery(reading<RequestList>(answeredPath(workspace, boardKey)));
  return data?.items ?? null;
}

/** How many of them wait with a ticket for the week that holds the day. Null while nobody knows. */
export function useDeferredTo(workspace: string, boardKey: string, day: string | null): number | null {
  const answered = useAnsweredLately(workspace, boardKey);
  if (!day || !answered) return null;
  const week = mondayOf(day);
  return answered.filter(({ ticket }) => ticket && !ticket.used && mondayOf(ticket.from) === week).length;
}
