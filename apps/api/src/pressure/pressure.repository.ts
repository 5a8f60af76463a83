import { Injectable } from '@nestjs/common';
import type { Column, Gate, Limit, Person, Swimlane } from '@weir/contract';
import type { BoardIds } from '../database/board-ids.js';
import {
  columnsOfBoard,
  gateOfBoard,
  limitsOfBoard,
  restOfBoard,
  swimlanesOfBoard,
} from '../database/board-json.js';
import { Pool } from '../database/pool.js';
import type { BoardLoad } from './pressure-of.js';

/** A board's workload, with the names that the reasons of its pressure use. */
export type PressureRow = {
  name: string;
  seq: string;
  columns: Column[];
  swimlanes: Swimlane[];
  limits: Limit[];
  /** People who have a limit. */
  people: Person[];
  blocked: number;
  gate: Gate;
  rest: BoardLoad['rest'];
  depth: number;
  minOptions: number;
  waiting: number;
  overdue: number;
  oldestSubmittedAt: Date | null;
  /** Whether any of its cards or requests wait. */
  waits: boolean;
};

const pressureStatement = `
  SELECT b.name, k.seq, i.depth, i.min_options AS "minOptions",
         ${gateOfBoard} AS gate,
         ${restOfBoard} AS rest,
         ${columnsOfBoard} AS columns,
         ${swimlanesOfBoard} AS swimlanes,
         ${limitsOfBoard} AS limits,
         (SELECT coalesce(jsonb_agg(weir.person(p.user_id)), '[]')
            FROM (SELECT l.user_id FROM wip_limits l
                   WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id AND l.scope = 'person'
                   UNION SELECT p.user_id FROM person_limits p WHERE p.workspace_id = b.workspace_id) p) AS people,
         (SELECT count(*)::int
            FROM columns k
            JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
            JOIN card_blocks x ON x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
           WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active'
             AND c.archived_at IS NULL AND x.unblocked_at IS NULL) AS blocked,
         EXISTS (SELECT FROM request_waits w
                  WHERE w.workspace_id = b.workspace_id AND w.board_id = b.id AND w.ended_at IS NULL) AS waits,
         w.*
    FROM boards b
    JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN (SELECT $3::timestamptz AS now) t
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS waiting,
            (count(*) FILTER (WHERE r.answer_by <= coalesce(r.paused_at, t.now)))::int AS overdue,
            min(r.submitted_at) AS "oldestSubmittedAt"
       FROM requests r
      WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL) w
   WHERE b.workspace_id = $1 AND b.id = $2`;

@Injectable()
export class PressureRepository {
  constructor(private readonly pool: Pool) {}

  /** One statement, so all figures are from one moment. */
  async read({ workspaceId, boardId }: BoardIds, now: Date): Promise<PressureRow> {
    const values = [workspaceId, boardId, now];
    const { rows } = await this.pool.query<PressureRow>({
      name: 'pressure',
      text: pressureStatement,
      values,
    });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }
}
