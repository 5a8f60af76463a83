import { Injectable } from '@nestjs/common';
import type { BoardOverview, Column, Gate, OverLimit } from '@weir/contract';
import { columnsOfBoard, gateOfBoard, waitingOfBoard } from '../database/board-json.js';
import { Pool } from '../database/pool.js';

export type OverviewRow = Omit<BoardOverview, 'pressure' | 'intake' | 'capacity'> & {
  gate: Gate;
  waiting: number;
  depth: number;
  columns: Column[];
  /** The limit of the whole board, where it has one. */
  board: { load: number; max: number } | null;
};

/** The newest deliveries, which show how long a card usually takes, and the fewest that are enough. */
const deliveriesLookedAt = 50;
const fewestDeliveries = 10;
/** A card is ageing if it takes longer than this share of those deliveries. */
const usualShare = 0.85;

const mostPeople = 50;

/** Delivered cards are read by an index, newest first, so the cost of a board does not grow with its history. */
const boardsStatement = `
  SELECT b.key, b.name, i.depth,
         ${gateOfBoard} AS gate,
         ${waitingOfBoard} AS waiting,
         ${columnsOfBoard} AS columns,
         l.board, jsonb_build_object('total', l.total, 'full', l."full", 'over', l.over) AS limits,
         f."inFlight", f.blocked, f.ageing,
         (SELECT count(*)::int FROM requests r
           WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL
             AND r.answer_by <= coalesce(r.paused_at, t.now)) AS overdue
    FROM boards b
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   CROSS JOIN (SELECT $4::timestamptz AS now) t
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS total,
            (count(*) FILTER (WHERE o.load = o.max))::int AS "full",
            (count(*) FILTER (WHERE o.load > o.max))::int AS over,
            (jsonb_agg(jsonb_build_object('load', o.load, 'max', o.max)) FILTER (WHERE o.scope = 'board')) -> 0 AS board
       FROM (SELECT w.scope, w.max, weir.limit_load(w) AS load
               FROM wip_limits w
              WHERE w.workspace_id = b.workspace_id AND w.board_id = b.id
             OFFSET 0) o) l
   CROSS JOIN LATERAL (
     SELECT CASE WHEN count(*) >= ${fewestDeliveries}
                 THEN percentile_disc(${usualShare}) WITHIN GROUP (ORDER BY d.took) END AS usual
       FROM (SELECT c.delivered_at - c.committed_at AS took
               FROM cards c
              WHERE c.workspace_id = b.workspace_id AND c.board_id = b.id
                AND c.delivered_at IS NOT NULL AND c.committed_at IS NOT NULL
              ORDER BY c.delivered_at DESC
              LIMIT ${deliveriesLookedAt}) d) u
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS "inFlight",
            count(x.card_id)::int AS blocked,
            CASE WHEN u.usual IS NOT NULL
                 THEN (count(*) FILTER (WHERE t.now - c.committed_at > u.usual))::int END AS ageing
       FROM columns k
       JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
                   AND c.archived_at IS NULL
       LEFT JOIN card_blocks x ON x.workspace_id = c.workspace_id AND x.board_id = c.board_id AND x.card_id = c.id
                              AND x.unblocked_at IS NULL
      WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active') f
   WHERE b.workspace_id = $1 AND b.archived_at IS NULL AND ($2::text IS NULL OR b.key > $2)
   ORDER BY b.key
   LIMIT $3`;

/** Limits of persons on one board, and those across boards. */
const peopleStatement = `
  SELECT weir.person(o.user_id) AS person,
         CASE WHEN o.key IS NOT NULL THEN jsonb_build_object('key', o.key, 'name', o.name) END AS board,
         o.load, o.max
    FROM (SELECT l.user_id, b.key, b.name, l.max, weir.limit_load(l) AS load
            FROM wip_limits l
            JOIN boards b ON b.workspace_id = l.workspace_id AND b.id = l.board_id AND b.archived_at IS NULL
           WHERE l.workspace_id = $1 AND l.scope = 'person'
          UNION ALL
          SELECT p.user_id, NULL, NULL, p.max, weir.limit_load(p)
            FROM person_limits p
           WHERE p.workspace_id = $1) o
   WHERE o.load > o.max
   ORDER BY o.load - o.max DESC, o.key NULLS FIRST, o.user_id
   LIMIT ${mostPeople}`;

@Injectable()
export class OverviewRepository {
  constructor(private readonly pool: Pool) {}

  /** The boards of a workspace that are not archived, by key. */
  async boards(
    { workspaceId }: { workspaceId: string },
    { after, size, now }: { after: string | null; size: number; now: Date },
  ): Promise<OverviewRow[]> {
    const values = [workspaceId, after, size, now];
    return (await this.pool.query<OverviewRow>({ name: 'overview', text: boardsStatement, values })).rows;
  }

  /** The people with more cards than one of their limits, the furthest over it first. */
  async peopleOverLimit({ workspaceId }: { workspaceId: string }): Promise<OverLimit[]> {
    const { rows } = await this.pool.query<OverLimit>({
      name: 'people-over-limit',
      text: peopleStatement,
      values: [workspaceId],
    });
    return rows;
  }
}
