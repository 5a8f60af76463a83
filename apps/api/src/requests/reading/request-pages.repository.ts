import { Injectable } from '@nestjs/common';
import type { RequestState } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { type FilteredPage, type FoundNumbers, findStatement } from '../../search/filtered-page.js';

/** A position in the list of a board's requests: numbers that compare from the left, so that a cursor can contain it. */
export const pageCursorShape = /^(0(\.\d{1,15}){6}|1\.0\.0\.-\d{1,14}\.-\d{1,9})$/;
/** With `requesterId` only that person's requests. Reads one more than `size`, after the position `after`. */
export type Page = {
  requesterId: string | null;
  state: RequestState | undefined;
  after: string | null;
  size: number;
};

/** `place`: its position in the queue; null for an answered request. */
type PageRow = { number: number; place: number | null; position: string };

const ofBoard = 'r.workspace_id = :workspaceId AND r.board_id = :boardId';
const watched = `
  SELECT w.request_id FROM request_watchers w
   WHERE w.workspace_id = :workspaceId AND w.board_id = :boardId AND w.user_id = :requesterId`;

/**
 * All waiting requests in queue order: never more than the depth. `place` is their position in the whole queue, in the same
 * order as weir.queue_positions.
 */
const waiting = (whose: string) => `
  SELECT r.number, r.place,
         ARRAY[0, array_position((SELECT enum_range(NULL::class_of_service)), r.class_of_service), CASE WHEN r.by_ticket THEN 0 ELSE 1 END,
               extract(epoch FROM r.due) * 1000,
               coalesce(r.needed_by - '0001-01-01'::date, 9999999), extract(epoch FROM r.submitted_at) * 1000, r.number]::bigint[] AS position
    FROM (SELECT q.*, row_number() OVER (ORDER BY q.class_of_service, q.by_ticket DESC, q.due, q.needed_by, q.submitted_at, q.number)::int AS place
            FROM (SELECT r.*, weir.due_or_needed(r.answer_by, r.needed_by, i.time_zone) AS due
                    FROM requests r
                    JOIN intakes i ON i.workspace_id = r.workspace_id AND i.board_id = r.board_id
                   WHERE ${ofBoard} AND r.answered_at IS NULL) q) r
   WHERE true ${whose}`;

const answered = (whose: string) => `
  SELECT r.number, NULL::int AS place, ARRAY[1, 0, 0, -extract(epoch FROM r.answered_at) * 1000, -r.number]::bigint[] AS position
    FROM requests r
   WHERE ${ofBoard} AND r.answered_at IS NOT NULL AND (r.answered_at, r.number) < (:before::timestamptz, :below::bigint) ${whose}`;

/** At most a page of the answered requests, newest first, by an index in that order. */
const newest = (those: string) => `(${those}
   ORDER BY r.answered_at DESC, r.number DESC
   LIMIT :size)`;

const pageOf = (...parts: string[]) => ordered('l.position', parts);
/** By their places, which is the same order and compares one number. */
const queueOf = (part: string) => ordered('l.place', [part]);

const ordered = (order: string, parts: string[]) =>
  numbered(`
  SELECT l.number, l.place, array_to_string(l.position, '.') AS position
    FROM (${parts.join(' UNION ALL ')}) l
   WHERE :from::bigint[] IS NULL OR l.position > :from
   ORDER BY ${order}
   LIMIT :size`);

const mineWaits = waiting(`AND (r.requester_id = :requesterId OR r.id IN (${watched}))`);
const mineAnswered = [
  newest(answered('AND r.requester_id = :requesterId')),
  // Few rows, by the index of watchers. With a LIMIT the planner would search all answered requests for them.
  answered(`AND r.requester_id IS DISTINCT FROM :requesterId AND r.id IN (${watched})`),
];
const allWait = waiting('');
const allAnswered = newest(answered(''));

/**
 * A page of all requests of a board, and a page of what one person asked for, first or as a duplicate. Each state has a
 * statement of its own: one for all, with a parameter to say which, would be planned again for each page.
 */
const statements = {
  all: { waiting: queueOf(allWait), answered: pageOf(allAnswered), any: pageOf(allWait, allAnswered) },
  mine: {
    waiting: queueOf(mineWaits),
    answered: pageOf(...mineAnswered),
    any: pageOf(mineWaits, ...mineAnswered),
  },
};

@Injectable()
export class RequestPagesRepository {
  constructor(private readonly pool: Pool) {}

  /** A page by filters, the parameters of weir.find_requests. */
  async find(board: BoardIds, filters: object, page: FilteredPage): Promise<FoundNumbers> {
    const { rows } = await this.pool.query<FoundNumbers>(findStatement('requests', board, filters, page));
    return rows[0] as FoundNumbers;
  }

  /** Waiting requests in queue order, then answered ones, newest first: one more than `size`. */
  async read(board: BoardIds, page: Page): Promise<PageRow[]> {
    return (await this.pool.query<PageRow>(pageStatement(board, page))).rows;
  }
}

/** The statement of a page. Answered requests start after the cursor, or with the newest. */
export function pageStatement(
  board: BoardIds,
  { requesterId, state, after, size }: Page,
): { name: string; text: string; values: unknown[] } {
  const from = after?.split('.').map(Number) ?? null;
  const [isAnswered, , , answeredAt = 0, number = 0] = from ?? [];
  const [before, below] = isAnswered ? [new Date(-answeredAt), -number] : ['infinity', 0];
  const whose = requesterId === null ? 'all' : 'mine';
  const which = state ?? (isAnswered ? 'answered' : 'any');
  const { text, names } = statements[whose][which];
  const values: Record<string, unknown> = { ...board, from, before, below, size: size + 1, requesterId };
  return { name: `requests-page-${whose}-${which}`, text, values: names.map((name) => values[name]) };
}

/** Numbers the parameters of a statement, each `:name` as often as it is used. */
function numbered(statement: string): { text: string; names: string[] } {
  const names: string[] = [];
  const text = statement.replace(/(?<!:):([a-z]\w*)/gi, (_, name: string) => {
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  return { text, names };
}
