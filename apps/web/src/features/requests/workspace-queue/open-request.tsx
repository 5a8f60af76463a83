'use client';

import { useQuery } from '@tanstack/react-query';
import type { Intake, Request } from '@weir/contract';
import { ProblemNotice } from '@/components/feedback/problem-notice';
import { Skeleton } from '@/components/feedback/skeleton';
import { boardPaths } from '@/lib/api/paths/board-paths';
import { requestPaths } from '@/lib/api/paths/request-paths';
import { reading, readingAll } from '@/lib/api/query';
import { readingBoard } from '@/lib/api/reading-board';
import { BoardProvider } from '@/lib/context/board';
import { useWorkspace } from '@/lib/context/workspace';
import { IntakeProvider, waitingPath } from '../intake-context';
import { type PaneActions, RequestPane } from '../queue/request-pane';

type Props = PaneActions & { boardKey: string; number: number };

/** A request of any board, as on the page of that board's intake. */
export function OpenRequest({ boardKey, number, ...actions }: Props) {
  const { slug } = useWorkspace();
  const board = useQuery(readingBoard(slug, boardKey));
  const intake = useQuery(reading<Intake>(requestPaths.intake(slug, boardKey)));
  const waiting = useQuery(readingAll<Request>(waitingPath(slug, boardKey)));
  if (!board.data || !intake.data || !waiting.data) {
    const error = board.error ?? intake.error ?? waiting.error;
    return error ? <ProblemNotice problem={error.problem} /> : <Skeleton height="14rem" />;
  }
  const { items } = waiting.data;
  return (
    <BoardProvider
      key={boardKey}
      path={boardPaths.board(slug, boardKey)}
      first={board.data}
      isArchived={board.data.archivedAt !== null}
    >
      <IntakeProvider
        first={{ board: board.data, intake: intake.data, waiting: { items, nextCursor: null } }}
      >
        <RequestPane key={number} number={number} {...actions} />
      </IntakeProvider>
    </BoardProvider>
  );
}
