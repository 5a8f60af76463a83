import { Injectable } from '@nestjs/common';
import type { PressureFacts } from '../../database/outcome.js';
import { Pool } from '../../database/pool.js';

/** The cards and requests of a board that wait on another board, and when the oldest wait began. */
export type WaitEdge = { on: string; count: number; oldestSince: string };

/** A board that waits, or that other boards wait on. Boards are named by their ids. */
export type GraphRow = {
  id: string;
  key: string;
  name: string;
  facts: PressureFacts;
  work: number;
  waiting: number;
  edges: WaitEdge[];
  groups: { on: string[]; count: number }[];
};

/** A request, or a card without one. */
export type Item = { boardId: string; id: string };

/** A request that an item waits on, with its place: see weir.waits_behind. */
export type AwaitedRow = {
  item: string;
  boardId: string;
  requestId: string;
  ref: string;
  position: number | null;
  ahead: number | null;
};

/** Waits on other boards. Reads open waits by an index, and the open cards of boards that wait. The cost does not grow with ended waits. */
const graphOf = (within: string) => `
  now_open AS MATERIALIZED (
    SELECT o.* FROM weir.open_waits o WHERE o.workspace_id = $1 AND o.on_board_id <> o.board_id ${within}),
  items AS MATERIALIZED (
    SELECT o.board_id, o.item, bool_or(o.has_card) AS has_card, array_agg(DISTINCT o.on_board_id) AS on_boards
      FROM now_open o GROUP BY 1, 2),
  summed AS (
    SELECT i.board_id, count(*)::int AS waiting, (count(*) FILTER (WHERE NOT i.has_card))::int AS without_card
      FROM items i GROUP BY 1),
  by_group AS (
    SELECT g.board_id, jsonb_agg(jsonb_build_object('on', g.on_boards, 'count', g.count)) AS "of"
      FROM (SELECT i.board_id, i.on_boards, count(*) AS count FROM items i GROUP BY 1, 2) g GROUP BY 1),
  paired AS MATERIALIZED (
    SELECT o.board_id, o.on_board_id, count(DISTINCT o.item) AS count, min(o.since) AS since FROM now_open o GROUP BY 1, 2),
  by_pair AS (
    SELECT p.board_id,
           jsonb_agg(jsonb_build_object('on', p.on_board_id, 'count', p.count, 'oldestSince', weir.instant(p.since))) AS "of"
      FROM paired p GROUP BY 1)
  SELECT b.id, b.key, b.name, weir.pressure_facts(b.workspace_id, b.id) AS facts,
         coalesce(s.without_card, 0) + (
           SELECT count(*)::int
             FROM columns k
             JOIN cards c ON c.workspace_id = k.workspace_id AND c.board_id = k.board_id AND c.column_id = k.id
            WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind <> 'done' AND c.archived_at IS NULL) AS work,
         coalesce(s.waiting, 0) AS waiting, coalesce(p."of", '[]') AS edges, coalesce(g."of", '[]') AS groups
    FROM boards b
    LEFT JOIN summed s   ON s.board_id = b.id
    LEFT JOIN by_pair p  ON p.board_id = b.id
    LEFT JOIN by_group g ON g.board_id = b.id
   WHERE b.workspace_id = $1
     AND b.id IN (SELECT p.board_id FROM paired p UNION SELECT p.on_board_id FROM paired p)
   ORDER BY b.key`;

const graphStatement = `WITH ${graphOf('')}`;
/** Only what these boards ($2) wait on, directly and through others. */
const behindBoardsStatement = `
  WITH RECURSIVE reached AS (
    SELECT x.id FROM unnest($2::uuid[]) AS x (id)
     UNION
    SELECT w.on_board_id
      FROM reached r
      JOIN request_waits w ON w.workspace_id = $1 AND w.board_id = r.id AND w.ended_at IS NULL),
  ${graphOf('AND o.board_id IN (SELECT r.id FROM reached r)')}`;

const behindStatement = `
  SELECT w.item, w.board_id AS "boardId", w.request_id AS "requestId", w.ref,
         w.position::int AS position, w.ahead::int AS ahead
    FROM weir.waits_behind($1, $2::uuid[], $3::uuid[]) w`;

/** Which boards of a workspace wait on which. */
@Injectable()
export class WaitGraphRepository {
  constructor(private readonly pool: Pool) {}

  /** One statement, for the whole workspace or for what these boards wait on. */
  async read(workspaceId: string, boardIds: readonly string[] | null): Promise<GraphRow[]> {
    const { rows } = await this.pool.query<GraphRow>(
      boardIds === null
        ? { name: 'wait-graph', text: graphStatement, values: [workspaceId] }
        : { name: 'wait-graph-of-boards', text: behindBoardsStatement, values: [workspaceId, boardIds] },
    );
    return rows;
  }

  /** The requests that these requests, and cards without a request, wait on, directly and through others. */
  async behind(workspaceId: string, items: readonly Item[]): Promise<AwaitedRow[]> {
    const { rows } = await this.pool.query<AwaitedRow>({
      name: 'waits-behind',
      text: behindStatement,
      values: [workspaceId, items.map(({ boardId }) => boardId), items.map(({ id }) => id)],
    });
    return rows;
  }
}
