import type { NewCard } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { Api } from '../support/api.js';
import type { BoardIds } from './crowd.js';

// The writes of a race in plain SQL. Each first reads, so that its snapshot is older than its wait for a lock.

/** The facts of a card that decide which limits it counts against. */
export type LimitFacts = Pick<NewCard, 'classOfService' | 'swimlaneId' | 'assigneeIds'>;
export type Write = [look: string, sql: string, values: unknown[]];
export const look = 'SELECT count(*) FROM cards, card_assignees';
/** The numbers of imported cards, with room between them for cards that the API numbers from there on. */
let imported = 1_000_000;
const step = 1_000;

export function movement({ workspaceId, boardId }: BoardIds, number: number, columnId: string): Write {
  return [
    look,
    'UPDATE cards SET column_id = $1 WHERE workspace_id = $2 AND board_id = $3 AND number = $4',
    [columnId, workspaceId, boardId, number],
  ];
}

/** Changes one card. */
export function edit(
  { workspaceId, boardId }: BoardIds,
  number: number,
  { classOfService, swimlaneId }: LimitFacts,
): Write {
  return [
    look,
    `UPDATE cards
        SET class_of_service = coalesce($1::class_of_service, class_of_service), swimlane_id = coalesce($2, swimlane_id)
      WHERE workspace_id = $3 AND board_id = $4 AND number = $5`,
    [classOfService ?? null, swimlaneId ?? null, workspaceId, boardId, number],
  ];
}

export function assignment({ workspaceId, boardId }: BoardIds, number: number, person: string): Write {
  return [
    look,
    `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
     SELECT workspace_id, board_id, id, $4 FROM cards WHERE workspace_id = $1 AND board_id = $2 AND number = $3`,
    [workspaceId, boardId, number, person],
  ];
}

/** Inserts cards as an import does: with its own numbers, in one statement with their assignees. */
export function insertion(
  place: BoardIds,
  columnId: string,
  by: string,
  facts: LimitFacts = {},
  count = 1,
): Write {
  imported += step;
  return [
    look,
    `WITH made AS (
       INSERT INTO cards (workspace_id, board_id, id, number, title, column_id, swimlane_id, class_of_service, rank,
                          created_at, created_by, entered_column_at)
       SELECT $1, $2, c.id, $4 + c.n, 'By an import', $5, $6, $7, $4 + c.n, now(), $8, now()
         FROM unnest($3::uuid[]) WITH ORDINALITY c (id, n)
       RETURNING workspace_id, board_id, id)
     INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
     SELECT m.workspace_id, m.board_id, m.id, p FROM made m, unnest($9::uuid[]) p`,
    [
      place.workspaceId,
      place.boardId,
      Array.from({ length: count }, () => uuid()),
      imported,
      columnId,
      facts.swimlaneId ?? null,
      facts.classOfService ?? 'standard',
      by,
      facts.assigneeIds ?? [],
    ],
  ];
}

/** Inserts that many cards into a column. Returns their numbers. */
export async function insertCards(
  api: Api,
  place: BoardIds,
  columnId: string,
  count: number,
  facts: LimitFacts = {},
) {
  const [, sql, values] = insertion(place, columnId, api.people.member.id, facts, count);
  const before = imported;
  await api.pool.query(sql, values);
  return Array.from({ length: count }, (_, n) => before + 1 + n);
}
