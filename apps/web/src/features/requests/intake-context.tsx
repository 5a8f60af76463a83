'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import {
  type Board,
  changedRequests,
  type EventSubject,
  eventSubject,
  type Intake,
  type Request,
} from '@weir/contract';
import { paths } from '@/lib/api/paths';
import { reading, readingAll } from '@/lib/api/query';
import { useBoardEvents } from '@/lib/events/use-board-events';

export type IntakeNow = { board: Board; intake: Intake; waiting: { items: Request[]; nextCursor: null } };

export const waitingPath = (workspace: string, key: string) =>
  `${paths.requests(workspace, key)}?state=waiting&size=200`;
export const answeredPath = (workspace: string, key: string) =>
  `${paths.requests(workspace, key)}?state=answered&size=100`;

/** Events of these subjects change the intake or its queue. */
const intakeSubjects: readonly EventSubject[] = ['request', 'intake', 'gate', 'member'];

/** All that the intake page shows, read anew whenever something happens on the board. */
export function useIntake(workspace: string, key: string, first: IntakeNow) {
  const client = useQueryClient();
  const options = { initialDataUpdatedAt: Date.now() };
  const board = useQuery({
    ...reading<Board>(paths.board(workspace, key)),
    initialData: first.board,
    ...options,
  });
  const intake = useQuery({
    ...reading<Intake>(paths.intake(workspace, key)),
    initialData: first.intake,
    ...options,
  });
  const waiting = useQuery({
    ...readingAll<Request>(waitingPath(workspace, key)),
    initialData: first.waiting,
    ...options,
  });

  useBoardEvents(workspace, key, (news) => {
    const stale = [paths.board(workspace, key)];
    const touchesIntake = news.kind === 'resync' || intakeSubjects.includes(eventSubject(news.event));
    if (touchesIntake) {
      stale.push(paths.intake(workspace, key), waitingPath(workspace, key), answeredPath(workspace, key));
      const requests = news.kind === 'event' ? changedRequests(news.event) : [];
      stale.push(paths.deferrals(workspace, key));
      for (const number of requests)
        stale.push(paths.request(workspace, key, number), paths.messages(workspace, key, number));
    }
    for (const path of stale) client.invalidateQueries({ queryKey: [path] }, { cancelRefetch: true });
  });

  return {
    board: board.data,
    intake: intake.data,
    waiting: waiting.data.items,
    problem: (waiting.error ?? intake.error ?? board.error)?.problem ?? null,
  };
}
