import { Injectable } from '@nestjs/common';
import type { Ledger } from '@weir/contract';
import { Pool } from '../database/pool.js';
import type { Place } from './requests.repository.js';

export type Counts = {
  ended: Ledger['answered'];
  waiting: number;
  refused: Ledger['refusedAtTheDoor'];
  /** Of each answer that the team gave, from submission. */
  seconds: number[];
};

/** One statement, so one snapshot. Refusals at the door are kept by the hour and counted where it begins. */
const ledgerStatement = `
  WITH asked AS (
    SELECT r.submitted_at, a.kind, a.reason, a.at
      FROM requests r
      LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
     WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.submitted_at >= $3 AND r.submitted_at < $4
  )
  SELECT (SELECT count(*)::int FROM asked WHERE kind IS NULL) AS waiting,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('kind', g.kind, 'reason', g.reason, 'count', g.count)
                                    ORDER BY g.kind, g.reason), '[]')
            FROM (SELECT kind, reason, count(*) AS count FROM asked WHERE kind IS NOT NULL GROUP BY 1, 2) g) AS ended,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('code', d.code, 'count', d.count) ORDER BY d.code), '[]')
            FROM (SELECT code, sum(count) AS count FROM door_refusals
                   WHERE workspace_id = $1 AND board_id = $2 AND hour >= $3 AND hour < $4 GROUP BY 1) d) AS refused,
         (SELECT coalesce(array_agg(greatest(0, floor(extract(epoch FROM at - submitted_at)))::int), '{}')
            FROM asked WHERE kind NOT IN ('withdrawn', 'expired', 'shed')) AS seconds`;

@Injectable()
export class LedgerRepository {
  constructor(private readonly pool: Pool) {}

  async count(
    { workspaceId, boardId }: Place,
    { from, before }: { from: Date; before: Date },
  ): Promise<Counts> {
    const values = [workspaceId, boardId, from, before];
    const { rows } = await this.pool.query<Counts>({ name: 'ledger', text: ledgerStatement, values });
    return rows[0] as Counts;
  }
}
