import { v7 as uuid } from 'uuid';
import type { Api } from '../support/api.js';
import type { Facts } from './acts.js';
import type { Place } from './crowd.js';

// What the writers of a race do in plain SQL: a look, so that their snapshot is older than their wait, and a write.

export type Write = [look: string, sql: string, values: unknown[]];
export const look = 'SELECT count(*) FROM cards, card_assignees';
/** Numbers by hand, with room between them for those that the API gives from there on. */
let imported = 1_000_000;
const step = 1_000;

export function movement({ workspaceId, boardId }: Place, number: number, columnId: string): Write {
  return [
    look,
    'UPDATE cards SET column_id = $1 WHERE workspace_id = $2 AND board_id = $3 AND number = $4',
    [columnId, workspaceId, boardId, number],
  ];
}

/** Of one card that is there. */
export function edit(
  { workspaceId, boardId }: Place,
  number: number,
  { classOfService, swimlaneId }: Facts,
): Write {
  return [
    look,
    `UPDATE cards
        SET class_of_service = coalesce($1::class_of_service, class_of_service), swimlane_id = coalesce($2, swimlane_id)
      WHERE workspace_id = $3 AND board_id = $4 AND number = $5`,
    [classOfService ?? null, swimlaneId ?? null, workspaceId, boardId, number],
  ];
}

export function assignment({ workspaceId, boardId }: Place, number: number, person: string): Write {
  return [
    look,
    `INSERT INTO card_assignees (workspace_id, board_id, card_id, user_id)
     SELECT workspace_id, board_id, id, $4 FROM cards WHERE workspace_id = $1 AND board_id = $2 AND number = $3`,
    [workspaceId, boardId, number, person],
  ];
}

/** Cards as an import makes them, numbered by hand, in one statement with those who do them. */
export function insertion(place: Place, columnId: string, by: string, facts: Facts = {}, count = 1): Write {
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

/** So many cards in a column, at once: their numbers. */
export async function lay(api: Api, place: Place, columnId: string, count: number, facts: Facts = {}) {
  const [, sql, values] = insertion(place, columnId, api.cast.member.id, facts, count);
  const before = imported;
  await api.pool.query(sql, values);
  return Array.from({ length: count }, (_, n) => before + 1 + n);
}
