'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Board,
  can,
  changedRequests,
  type EventSubject,
  eventSubject,
  type Intake,
  type Request,
  type RequestContext,
} from '@weir/contract';
import { overdueFirst } from '@weir/domain';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { useNow } from '@/components/data/time';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading, readingAll } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import type { AnyProblem } from '@/lib/api/result';
import { shownWaiting } from '@/lib/board/shown-waiting';
import { useBoardKey } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { useBoardEvents } from '@/lib/events/use-board-events';
import { useUnderwayAnswers } from './underway-answers';

/** What every part of a board's intake shares: the board, its intake and the requests that wait, kept current. */
export type CurrentIntake = {
  board: Board;
  intake: Intake;
  /** Overdue ones first, then in queue order. Without those whose answer is underway. */
  waiting: Request[];
  /** Why it can't be read again. */
  problem: AnyProblem | null;
  canAnswer: boolean;
  /** Takes answered requests out of the queue at once, before the stream reports them. */
  settle: (answered: readonly Request[]) => void;
};

export type FirstIntake = { board: Board; intake: Intake; waiting: { items: Request[]; nextCursor: null } };

const IntakeContext = createContext<CurrentIntake | null>(null);

export function useIntake(): CurrentIntake {
  const intake = useContext(IntakeContext);
  if (!intake) throw new Error('useIntake works inside IntakeProvider only');
  return intake;
}

export const waitingPath = (workspace: string, key: string) =>
  `${requestPaths.requests(workspace, key)}?state=waiting&size=200`;
export const answeredPath = (workspace: string, key: string) =>
  `${requestPaths.requests(workspace, key)}?state=answered&size=100`;

/** Events of these subjects change the intake or its queue. */
const intakeSubjects: readonly EventSubject[] = ['request', 'intake', 'gate', 'rest', 'member'];

/** Reads the intake of a board, and again whenever something happens on the board. */
export function IntakeProvider({ first, children }: { first: FirstIntake; children: ReactNode }) {
  const { slug, role } = useWorkspace();
  const key = useBoardKey();
  const client = useQueryClient();
  const list = waitingPath(slug, key);
  const options = { initialDataUpdatedAt: Date.now() };
  const board = useQuery({
    ...readingBoard(slug, key),
    initialData: first.board,
    ...options,
  });
  const intake = useQuery({
    ...reading<Intake>(requestPaths.intake(slug, key)),
    initialData: first.intake,
    ...options,
  });
  const waiting = useQuery({ ...readingAll<Request>(list), initialData: first.waiting, ...options });

  useBoardEvents(slug, key, (news) => {
    const stale = [boardPaths.board(slug, key)];
    const touchesIntake = news.kind === 'resync' || intakeSubjects.includes(eventSubject(news.event));
    if (touchesIntake) {
      const requests = news.kind === 'event' ? changedRequests(news.event) : [];
      stale.push(
        requestPaths.intake(slug, key),
        list,
        answeredPath(slug, key),
        requestPaths.deferrals(slug, key),
        requestPaths.rest(slug, key),
        requestPaths.intakeWaits(slug, key),
      );
      for (const number of requests)
        stale.push(requestPaths.request(slug, key, number), requestPaths.messages(slug, key, number));
    }
    for (const path of stale) client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: true });
  });

  const now = useNow();
  const underway = useUnderwayAnswers();
  const items = waiting.data.items;
  const sorted = useMemo(() => {
    const shown = items.filter(({ number }) => !underway.has(requestPaths.answer(slug, key, number)));
    return overdueFirst(shown, (request) => request, new Date(now));
  }, [items, underway, slug, key, now]);
  // The tab of this page has the same count.
  useEffect(() => {
    client.setQueryData(shownWaiting(slug, key), sorted.length);
    return () => void client.setQueryData(shownWaiting(slug, key), null);
  }, [client, slug, key, sorted.length]);
  const settle = (answered: readonly Request[]) => {
    const gone = answered.map(({ number }) => number);
    for (const request of answered)
      client.setQueryData<Request>([requestPaths.request(slug, key, request.number)], request);
    client.setQueryData<{ items: Request[] }>(
      [list],
      (now) => now && { ...now, items: now.items.filter(({ number }) => !gone.includes(number)) },
    );
    client.invalidateQueries({ queryKey: [list] });
  };

  return (
    <IntakeContext
      value={{
        board: board.data,
        intake: intake.data,
        waiting: sorted,
        problem: (waiting.error ?? intake.error ?? board.error)?.problem ?? null,
        canAnswer: can(role, 'answerRequests') && !board.data.archivedAt,
        settle,
      }}
    >
      {children}
    </IntakeContext>
  );
}

/** What else the API knows about a waiting request; null while it is read. */
export function useRequestContext(request: Request): RequestContext | null {
  const { data } = useQuery({
    ...reading<RequestContext>(requestPaths.context(useWorkspace().slug, useBoardKey(), request.number)),
    enabled: request.state === 'waiting',
  });
  return data ?? null;
}
