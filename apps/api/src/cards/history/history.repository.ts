import { Injectable } from '@nestjs/common';
import type { Event } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import { readCursor } from '../../http/cursor.js';

/**
 * Reads the board's events backwards, until the page is full or the card was created. There is no index of events by card,
 * because this runs only when somebody opens a history.
 */
const historyStatement = `
  SELECT e.seq::int AS seq, e.type, weir.instant(e.at) AS at, weir.person(e.actor_id) AS actor,
         (SELECT jsonb_agg(x ORDER BY n)
            FROM jsonb_array_elements(e.changes) WITH ORDINALITY AS a (x, n)
           WHERE x -> 'card' = to_jsonb($3::int)) AS changes
    FROM cards c
    LEFT JOIN LATERAL (
      SELECT * FROM events x
       WHERE x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND ($4::bigint IS NULL OR x.seq < $4)
         AND x.at >= c.created_at AND x.changes @> jsonb_build_array(jsonb_build_object('card', $3::int))
       ORDER BY x.seq DESC
       LIMIT $5) e ON true
   WHERE c.workspace_id = $1 AND c.board_id = $2 AND c.number = $3
   ORDER BY e.seq DESC`;

const seqShape = /^\d{1,15}$/;

@Injectable()
export class CardHistoryRepository {
  constructor(private readonly pool: Pool) {}

  /** One more than `size`, so that a page knows of the next; null where there is no such card. */
  async read(
    { workspaceId, boardId }: BoardIds,
    number: number,
    { cursor, size }: { cursor: string | undefined; size: number },
  ): Promise<Event[] | null> {
    const { rows } = await this.pool.query<Event>({
      name: 'card-history',
      text: historyStatement,
      values: [workspaceId, boardId, number, readCursor(cursor, seqShape), size + 1],
    });
    if (rows.length === 0) return null;
    // A card without a single event is one row without an event.
    return rows.filter(({ seq }) => seq !== null);
  }
}
