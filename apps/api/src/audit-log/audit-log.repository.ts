import { Injectable } from '@nestjs/common';
import { type AuditEntry, type AuditFilters, auditTypesOf } from '@weir/contract';
import { Pool } from '../database/pool.js';

/** A place in the log: between two entries, wherever new ones come. Entries of the workspace itself have no board and no seq. */
export type AuditPlace = { at: string; boardId: string; seq: string; id: string };
export type AuditPage = { items: AuditEntry[]; next: AuditPlace | null };

/** The most events that a page looks at, however few of them pass the filters. */
const mostScanned = 20_000;

const nil = '00000000-0000-0000-0000-000000000000';
const newestPlace: AuditPlace = { at: 'infinity', boardId: nil, seq: '9223372036854775807', id: nil };
const order = 'at DESC, board_id DESC, seq DESC, id DESC';
const place = `jsonb_build_object('at', weir.instant(at), 'boardId', board_id, 'seq', seq::text, 'id', id)`;

const period = `e.at >= $6::timestamptz AND e.at < $7::timestamptz`;
const boardEvent = `e.at, e.board_id, e.seq, '${nil}'::uuid AS id, e.type, e.actor_id, e.changes`;

/** Both logs are read backwards by an index on their time. The newest $8 of each include the newest $8 of both. */
const ofWorkspace = `
  SELECT *
    FROM ((SELECT e.at, '${nil}'::uuid AS board_id, 0::bigint AS seq, e.id, e.type, e.actor_id, e.change AS changes
             FROM workspace_events e
            WHERE e.workspace_id = $1 AND ${period}
              AND (e.at, e.id) < ($2::timestamptz, CASE WHEN $3::uuid = '${nil}' THEN $5::uuid ELSE 'ffffffff-ffff-ffff-ffff-ffffffffffff' END)
            ORDER BY e.at DESC, e.id DESC
            LIMIT $8)
           UNION ALL
          (SELECT ${boardEvent}
             FROM events e
            WHERE e.workspace_id = $1 AND $11::uuid IS NULL AND ${period}
              AND (e.at, e.board_id, e.seq) < ($2::timestamptz, $3::uuid, $4::bigint)
            ORDER BY e.at DESC, e.board_id DESC, e.seq DESC
            LIMIT $8)) AS both_logs
   ORDER BY ${order}
   LIMIT $8`;

/** By the primary key: a board's time never runs backwards. */
const ofBoard = `
  SELECT ${boardEvent}
    FROM events e
   WHERE e.workspace_id = $1 AND e.board_id = $11 AND ${period}
     AND e.seq < $4::bigint AND ($2::timestamptz = 'infinity' OR ($3::uuid, $5::uuid) = (e.board_id, '${nil}'::uuid))
   ORDER BY e.seq DESC
   LIMIT $8`;

/**
 * $1 the workspace, $2 to $5 the place after which the page begins, $6 and $7 the period, $8 how many events to look at, $9 the
 * actor, $10 the types, $11 the board, $12 how many entries to show.
 */
const statementOf = (source: string) => `
  WITH scanned AS MATERIALIZED (
    ${source}
  ), shown AS (
    SELECT * FROM scanned s
     WHERE ($9::uuid IS NULL OR s.actor_id = $9) AND ($10::text[] IS NULL OR s.type = ANY ($10))
     ORDER BY ${order}
     LIMIT $12 + 1
  ), page AS (
    SELECT s.*, row_number() OVER (ORDER BY ${order}) AS n FROM shown s
  )
  SELECT (SELECT coalesce(jsonb_agg(CASE
                   WHEN p.board_id = '${nil}' THEN jsonb_build_object('board', NULL, 'event', jsonb_build_object(
                     'id', p.id, 'type', p.type, 'at', weir.instant(p.at), 'actor', weir.person(p.actor_id),
                     'person', weir.person((p.changes ->> 'user')::uuid), 'change', p.changes))
                   ELSE jsonb_build_object('board', jsonb_build_object('key', b.key, 'name', b.name), 'event', jsonb_build_object(
                     'seq', p.seq, 'type', p.type, 'at', weir.instant(p.at), 'actor', weir.person(p.actor_id), 'changes', p.changes))
                 END ORDER BY p.n), '[]')
            FROM page p
            LEFT JOIN boards b ON b.workspace_id = $1 AND b.id = p.board_id
           WHERE p.n <= $12) AS items,
         coalesce((SELECT ${place} FROM page p WHERE p.n = $12 AND EXISTS (SELECT FROM page x WHERE x.n > $12)),
                  (SELECT ${place} FROM scanned s WHERE (SELECT count(*) FROM scanned) = $8 AND (SELECT count(*) FROM page) <= $12
                    ORDER BY at, board_id, seq, id LIMIT 1)) AS next`;

const workspaceStatement = { name: 'audit-page', text: statementOf(ofWorkspace) };
const boardStatement = { name: 'audit-page-of-board', text: statementOf(ofBoard) };

@Injectable()
export class AuditLogRepository {
  constructor(private readonly pool: Pool) {}

  async boardId(workspaceId: string, key: string): Promise<string | null> {
    const { rows } = await this.pool.query<{ id: string }>({
      name: 'audit-board',
      text: 'SELECT id FROM boards WHERE workspace_id = $1 AND key = $2',
      values: [workspaceId, key],
    });
    return rows[0]?.id ?? null;
  }

  /** Entries after a place (null: from the newest on). What was in the log when the first page was read is on exactly one page. */
  async page(
    workspaceId: string,
    { actor, type, from, to, boardId }: AuditFilters & { boardId: string | null },
    after: AuditPlace | null,
    size: number,
  ): Promise<AuditPage> {
    const isFiltered = actor !== undefined || type !== undefined;
    const { at, boardId: afterBoard, seq, id } = after ?? newestPlace;
    const { rows } = await this.pool.query<AuditPage>({
      ...(boardId ? boardStatement : workspaceStatement),
      values: [
        workspaceId,
        at,
        afterBoard,
        seq,
        id,
        from ?? '-infinity',
        to ?? 'infinity',
        isFiltered ? mostScanned : size + 1,
        actor ?? null,
        type === undefined ? null : auditTypesOf(type),
        boardId,
        size,
      ],
    });
    return rows[0] as AuditPage;
  }
}
