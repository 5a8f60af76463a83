import { Injectable } from '@nestjs/common';
import type { RequestState } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** A position in the list of a board's requests: numbers that compare from the left, so that a cursor can contain it. */
export const pageCursorShape = /^(0(\.\d{1,15}){6}|1\.0\.0\.-\d{1,14}\.-\d{1,9})$/;
/** With `requesterId` only that person's requests. Reads one more than `size`, after the position `after`. */
export type Page = {
  requesterId: string | null;
  state: RequestState | undefined;
  after: string | null;
  size: number;
};

const ofBoard = 'r.workspace_id = $1 AND r.board_id = $2';
const watched = `
  SELECT w.request_id FROM request_watchers w WHERE w.workspace_id = $1 AND w.board_id = $2 AND w.user_id = $9`;

/** All waiting requests in queue order: never more than the depth. */
const waiting = (whose: string) => `
  SELECT r.number,
         ARRAY[0, array_position(enum_range(NULL::class_of_service), r.class_of_service), CASE WHEN r.by_ticket THEN 0 ELSE 1 END,
               extract(epoch FROM weir.due_or_needed(r.answer_by, r.needed_by, i.time_zone)) * 1000,
               coalesce(r.needed_by - '0001-01-01'::date, 9999999), extract(epoch FROM r.submitted_at) * 1000, r.number]::bigint[] AS position
    FROM requests r
    JOIN intakes i ON i.workspace_id = r.workspace_id AND i.board_id = r.board_id
   WHERE $3 AND ${ofBoard} AND r.answered_at IS NULL ${whose}`;

const answered = (whose: string) => `
  SELECT r.number, ARRAY[1, 0, 0, -extract(epoch FROM r.answered_at) * 1000, -r.number]::bigint[] AS position
    FROM requests r
   WHERE $4 AND ${ofBoard} AND r.answered_at IS NOT NULL AND (r.answered_at, r.number) < ($6::timestamptz, $7::bigint) ${whose}`;

/** At most a page of the answered requests, newest first, by an index in that order. */
const newest = (those: string) => `(${those}
   ORDER BY r.answered_at DESC, r.number DESC
   LIMIT $8)`;

const pageOf = (...parts: string[]) => `
  SELECT l.number, array_to_string(l.position, '.') AS position
    FROM (${parts.join(' UNION ALL ')}) l
   WHERE $5::bigint[] IS NULL OR l.position > $5
   ORDER BY l.position
   LIMIT $8`;

/** A page of all requests of a board, and a page of what one person asked for, first or as a duplicate. */
export const pageStatements = {
  all: pageOf(waiting(''), newest(answered(''))),
  mine: pageOf(
    waiting(`AND (r.requester_id = $9 OR r.id IN (${watched}))`),
    newest(answered('AND r.requester_id = $9')),
    // Few rows, by the index of watchers. With a LIMIT the planner would search all answered requests for them.
    answered(`AND r.requester_id IS DISTINCT FROM $9 AND r.id IN (${watched})`),
  ),
};

@Injectable()
export class RequestPagesRepository {
  constructor(private readonly pool: Pool) {}

  /** Waiting requests in queue order, then answered ones, newest first: one more than `size`. */
  async read(board: BoardIds, page: Page): Promise<{ number: number; position: string }[]> {
    const which = page.requesterId === null ? 'all' : 'mine';
    const { rows } = await this.pool.query<{ number: number; position: string }>({
      name: `requests-page-${which}`,
      text: pageStatements[which],
      values: pageValues(board, page),
    });
    return rows;
  }
}

/** The values of a page's statement. Answered requests start after the cursor, or with the newest. */
export function pageValues(
  { workspaceId, boardId }: BoardIds,
  { requesterId, state, after, size }: Page,
): unknown[] {
  const from = after?.split('.').map(Number) ?? null;
  const [isAnswered, , , answeredAt = 0, number = 0] = from ?? [];
  const [before, below] = isAnswered ? [new Date(-answeredAt), -number] : ['infinity', 0];
  const reads = [state !== 'answered' && !isAnswered, state !== 'waiting'];
  const requester = requesterId === null ? [] : [requesterId];
  return [workspaceId, boardId, ...reads, from, before, below, size + 1, ...requester];
}
