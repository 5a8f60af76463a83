import { Injectable } from '@nestjs/common';
import type { FeedEntry } from '@weir/contract';
import { Pool } from '../../database/pool.js';
import { workspaceLog } from './positions.js';

/** A board, or the log of the workspace itself (`id` nil, `key` null), and the seq of its last event. */
export type Source = { workspaceId: string; id: string; key: string | null; name: string; seq: number };
/** The events of a source with a seq above `after`, up to `until`. */
export type Range = Pick<Source, 'workspaceId' | 'id'> & { after: number; until: number };
/** Null: all types. */
export type Types = { ofBoards: readonly string[] | null; ofLog: readonly string[] | null };
export type FoundEntry = { workspaceId: string; id: string; seq: number; entry: FeedEntry };

/** A clock stays locked until its writer commits, and so does the lock of a workspace, which numbers its log: no gap. */
const sourcesStatement = `
  SELECT b.workspace_id AS "workspaceId", b.id, b.key, b.name, k.seq::float8 AS seq
    FROM boards b
    JOIN board_clock k ON k.workspace_id = b.workspace_id AND k.board_id = b.id
   WHERE b.workspace_id = ANY ($1::uuid[])
   UNION ALL
  SELECT w.id, '${workspaceLog}', NULL, '', coalesce(
         (SELECT e.seq FROM workspace_events e WHERE e.workspace_id = w.id ORDER BY e.seq DESC LIMIT 1), 0)::float8
    FROM unnest($1::uuid[]) AS w (id)`;

const entriesStatement = `
  SELECT r.workspace_id AS "workspaceId", r.id, e.seq::float8 AS seq, jsonb_build_object(
           'board', CASE WHEN b.id IS NOT NULL THEN jsonb_build_object('key', b.key, 'name', b.name) END,
           'event', e.event) AS entry
    FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) AS r (workspace_id, id, after, until)
    LEFT JOIN boards b ON b.workspace_id = r.workspace_id AND b.id = r.id
   CROSS JOIN LATERAL (
     SELECT x.at, x.seq, jsonb_build_object('seq', x.seq, 'type', x.type, 'at', weir.instant(x.at),
                                            'actor', weir.person(x.actor_id), 'changes', x.changes) AS event
       FROM events x
      WHERE x.workspace_id = r.workspace_id AND x.board_id = r.id AND x.seq > r.after AND x.seq <= r.until
        AND ($5::text[] IS NULL OR x.type = ANY ($5))
      UNION ALL
     SELECT x.at, x.seq, jsonb_build_object('id', x.id, 'type', x.type, 'at', weir.instant(x.at), 'actor', weir.person(x.actor_id),
                                            'person', weir.person((x.change ->> 'user')::uuid), 'change', x.change)
       FROM workspace_events x
      WHERE r.id = '${workspaceLog}' AND x.workspace_id = r.workspace_id AND x.seq > r.after AND x.seq <= r.until
        AND ($6::text[] IS NULL OR x.type = ANY ($6))) e
   ORDER BY max(e.at) OVER (PARTITION BY r.workspace_id, r.id ORDER BY e.seq), r.id, e.seq`;

@Injectable()
export class WorkspaceEventsRepository {
  constructor(private readonly pool: Pool) {}

  /** All sources of these workspaces, archived boards included. */
  async sources(workspaceIds: readonly string[]): Promise<Source[]> {
    const query = { name: 'event sources', text: sourcesStatement, values: [workspaceIds] };
    return (await this.pool.query<Source>(query)).rows;
  }

  /** Of these types, oldest first and in order within a source. */
  async entries(ranges: readonly Range[], { ofBoards, ofLog }: Types): Promise<FoundEntry[]> {
    const values = [
      ranges.map(({ workspaceId }) => workspaceId),
      ranges.map(({ id }) => id),
      ranges.map(({ after }) => after),
      ranges.map(({ until }) => until),
      ofBoards,
      ofLog,
    ];
    const query = { name: 'entries in ranges', text: entriesStatement, values };
    return (await this.pool.query<FoundEntry>(query)).rows;
  }
}
