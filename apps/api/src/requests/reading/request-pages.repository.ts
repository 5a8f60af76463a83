import { Injectable } from '@nestjs/common';
import type { RequestState } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** Where a request stands in its board's list: numbers that compare from the left, so that a cursor can name a place. */
export const placeShape = /^(0(\.\d{1,15}){4}|1\.0\.0\.-\d{1,14}\.-\d{1,9})$/;
/** `own` leaves out what others asked, `after` is a place, `size` one less than what is read. */
export type Page = {
  own: string | null;
  state: RequestState | undefined;
  after: string | null;
  size: number;
};

const ofBoard = 'r.workspace_id = $1 AND r.board_id = $2';
const watched = `
  SELECT w.request_id FROM request_watchers w WHERE w.workspace_id = $1 AND w.board_id = $2 AND w.user_id = $9`;

/** All that wait are read, which are never more than the depth, in the order of the queue. */
const waiting = (whose: string) => `
  SELECT r.number,
         ARRAY[0, array_position(enum_range(NULL::class_of_service), r.class_of_service), CASE WHEN r.by_ticket THEN 0 ELSE 1 END,
               extract(epoch FROM r.submitted_at) * 1000, r.number]::bigint[] AS place
    FROM requests r
   WHERE $3 AND ${ofBoard} AND r.answered_at IS NULL ${whose}`;

const answered = (whose: string) => `
  SELECT r.number, ARRAY[1, 0, 0, -extract(epoch FROM r.answered_at) * 1000, -r.number]::bigint[] AS place
    FROM requests r
   WHERE $4 AND ${ofBoard} AND r.answered_at IS NOT NULL AND (r.answered_at, r.number) < ($6::timestamptz, $7::bigint) ${whose}`;

/** Of the answered, newest first, a page at most is read, by an index in that order. */
const newest = (those: string) => `(${those}
   ORDER BY r.answered_at DESC, r.number DESC
   LIMIT $8)`;

const pageOf = (...parts: string[]) => `
  SELECT l.number, array_to_string(l.place, '.') AS place
    FROM (${parts.join(' UNION ALL ')}) l
   WHERE $5::bigint[] IS NULL OR l.place > $5
   ORDER BY l.place
   LIMIT $8`;

/** A page of all requests of a board, and of what one person asked or asked as well. */
export const pageStatements = {
  all: pageOf(waiting(''), newest(answered(''))),
  own: pageOf(
    waiting(`AND (r.requester_id = $9 OR r.id IN (${watched}))`),
    newest(answered('AND r.requester_id = $9')),
    // Little, and read from the watcher's side: a limit would have the planner look for it among all, newest first.
    answered(`AND r.requester_id IS DISTINCT FROM $9 AND r.id IN (${watched})`),
  ),
};

@Injectable()
export class RequestPagesRepository {
  constructor(private readonly pool: Pool) {}

  /** The waiting in the order of the queue, then the answered, newest first: one more than `size`. */
  async read(place: BoardIds, page: Page): Promise<{ number: number; place: string }[]> {
    const which = page.own === null ? 'all' : 'own';
    const { rows } = await this.pool.query<{ number: number; place: string }>({
      name: `requests-page-of-${which}`,
      text: pageStatements[which],
      values: pageValues(place, page),
    });
    return rows;
  }
}

/** What a page's statement is given. The answered begin after the cursor, or with the newest. */
export function pageValues({ workspaceId, boardId }: BoardIds, { own, state, after, size }: Page): unknown[] {
  const from = after?.split('.').map(Number) ?? null;
  const [isAnswered, , , answeredAt = 0, number = 0] = from ?? [];
  const [before, below] = isAnswered ? [new Date(-answeredAt), -number] : ['infinity', 0];
  const reads = [state !== 'answered' && !isAnswered, state !== 'waiting'];
  return [workspaceId, boardId, ...reads, from, before, below, size + 1, ...(own === null ? [] : [own])];
}
