import { Injectable } from '@nestjs/common';
import type { FeedEntry } from '@weir/contract';
import { Pool } from '../../database/pool.js';

/** The events of a source with a seq above `after`, up to `upTo`. */
export type SourceRange = { workspaceId: string; sourceId: string; after: number; upTo: number };
/** `isLong`: its changes are left out. */
export type FoundEvent = { seq: number; isLong: boolean; entry: FeedEntry };

const entriesStatement = `
  SELECT e.seq::float8 AS seq, e.is_long AS "isLong", jsonb_build_object(
           'board', CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('key', b.key, 'name', b.name) END,
           'event', e.event) AS entry
    FROM (SELECT x.seq, s.is_long, jsonb_build_object(
                   'seq', x.seq, 'type', x.type, 'at', weir.instant(x.at), 'actor', weir.person(x.actor_id),
                   'changes', CASE WHEN s.is_long THEN (
                     SELECT coalesce(jsonb_agg(c.change - 'from' - 'to'), '[]') FROM jsonb_array_elements(x.changes) c (change))
                   ELSE x.changes END) AS event
            FROM events x
           CROSS JOIN LATERAL (SELECT octet_length(x.changes::text) > $7 AS is_long) s
           WHERE x.workspace_id = $1 AND x.board_id = $2 AND x.seq > $3 AND x.seq <= $4 AND x.type = ANY ($5)
           UNION ALL
          SELECT x.seq, false, jsonb_build_object(
                   'id', x.id, 'type', x.type, 'at', weir.instant(x.at), 'actor', weir.person(x.actor_id),
                   'person', weir.person((x.change ->> 'user')::uuid), 'change', x.change)
            FROM workspace_events x
           WHERE $2::uuid = '00000000-0000-0000-0000-000000000000' AND x.workspace_id = $1 AND x.seq > $3 AND x.seq <= $4
             AND x.type = ANY ($5)) e
    LEFT JOIN boards b ON b.workspace_id = $1 AND b.id = $2
   ORDER BY e.seq
   LIMIT $6`;

@Injectable()
export class MessagesRepository {
  constructor(private readonly pool: Pool) {}

  /** The first events of these types, up to `most`. */
  async entries(
    { workspaceId, sourceId, after, upTo }: SourceRange,
    types: readonly string[],
    { most, longest }: { most: number; longest: number },
  ): Promise<FoundEvent[]> {
    const values = [workspaceId, sourceId, after, upTo, types, most, longest];
    return (await this.pool.query<FoundEvent>({ name: 'webhook events', text: entriesStatement, values }))
      .rows;
  }
}
