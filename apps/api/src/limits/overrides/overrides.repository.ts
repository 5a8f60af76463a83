import { Injectable } from '@nestjs/common';
import type { OverrideLogEntry } from '@weir/contract';
import { Pool } from '../../database/pool.js';

export type Row = { limitId: string; entry: OverrideLogEntry };

/** The log says which limit was exceeded and by how much. Its event says who did it, when and with which cards. */
const logStatement = `
  SELECT o.limit_id AS "limitId",
         jsonb_build_object(
           'seq', o.seq, 'at', weir.instant(e.at), 'by', weir.person(e.actor_id),
           'mode', o.mode, 'reason', o.reason,
           'limit', jsonb_build_object('id', o.limit_id, 'scope', o.scope, 'of', o.of),
           'max', o.max, 'load', o.load, 'gain', o.gain,
           'cards', (SELECT coalesce(jsonb_agg(jsonb_build_object('number', c.number, 'ref', b.key || '-' || c.number,
                                                                  'title', c.title) ORDER BY c.number), '[]')
                       FROM cards c
                      WHERE c.workspace_id = o.workspace_id AND c.board_id = o.board_id AND c.number = ANY (ARRAY(
                            SELECT (x ->> 'card')::integer FROM jsonb_array_elements(e.changes) x)))) AS entry
    FROM overrides o
    JOIN events e USING (workspace_id, board_id, seq)
    JOIN boards b ON b.workspace_id = o.workspace_id AND b.id = o.board_id
   WHERE o.workspace_id = $1 AND o.board_id = $2
     AND ($3::bigint IS NULL OR (o.seq, o.limit_id) < ($3, $4::uuid))
   ORDER BY o.seq DESC, o.limit_id DESC
   LIMIT $5`;

@Injectable()
export class OverridesRepository {
  constructor(private readonly pool: Pool) {}

  /** Newest first, from after the one named. */
  async page(
    { workspaceId, boardId }: { workspaceId: string; boardId: string },
    { after, size }: { after: { seq: string; limitId: string } | null; size: number },
  ): Promise<Row[]> {
    const values = [workspaceId, boardId, after?.seq ?? null, after?.limitId ?? null, size];
    const { rows } = await this.pool.query<Row>({ name: 'overrides', text: logStatement, values });
    return rows;
  }
}
