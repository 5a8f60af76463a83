import { Injectable } from '@nestjs/common';
import type { Forecast, PlainDate } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** A board with accepted work that is not delivered, its seq, when it changed last, and its day. */
export type PromisingBoard = BoardIds & { seq: string; changedAt: Date | null; day: PlainDate };
/** Accepted work, and the expected date that its requester was given last. */
export type PromisedWork = {
  boardId: string;
  requestId: string;
  ahead: number;
  announced: { at: string; p85: PlainDate } | null;
};

const boardsStatement = `
  SELECT b.workspace_id AS "workspaceId", b.board_id AS "boardId", b.seq::text AS seq, b.changed_at AS "changedAt",
         b.day::text AS day
    FROM weir.boards_with_promises($1) b`;

const workStatement = `
  SELECT a.board_id AS "boardId", a.request_id AS "requestId", a.ahead::int AS ahead, t.announced
    FROM weir.cards_ahead($1, $2::uuid[]) a
    LEFT JOIN LATERAL (
      SELECT jsonb_build_object('at', f.at, 'p85', f.p85) AS announced FROM announced_forecasts f
       WHERE f.workspace_id = $1 AND f.board_id = a.board_id AND f.request_id = a.request_id
       ORDER BY f.at DESC LIMIT 1) t ON true`;

@Injectable()
export class ExpectedDatesRepository {
  constructor(private readonly pool: Pool) {}

  async boards(now: Date): Promise<PromisingBoard[]> {
    const query = { name: 'boards-with-promises', text: boardsStatement, values: [now] };
    return (await this.pool.query<PromisingBoard>(query)).rows;
  }

  /** One statement, however many boards there are. */
  async work(workspaceId: string, boardIds: string[]): Promise<PromisedWork[]> {
    const query = { name: 'promised-work', text: workStatement, values: [workspaceId, boardIds] };
    return (await this.pool.query<PromisedWork>(query)).rows;
  }

  /** Records the date as announced, and sends notices of it where asked to. False if another call announced one meanwhile. */
  async announce(
    { workspaceId, boardId }: BoardIds,
    { requestId, announced }: PromisedWork,
    { now, expected, notify }: { now: Date; expected: Forecast; notify: boolean },
  ): Promise<boolean> {
    const { rows } = await this.pool.query<{ announced: boolean }>({
      name: 'announce-forecast',
      text: 'SELECT weir.announce_forecast($1, $2, $3, $4, $5, $6, $7) AS announced',
      values: [workspaceId, boardId, requestId, now, JSON.stringify(expected), announced?.at ?? null, notify],
    });
    return rows[0]?.announced ?? false;
  }
}
