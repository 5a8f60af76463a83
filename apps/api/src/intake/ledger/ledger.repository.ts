import { Injectable } from '@nestjs/common';
import type { Ledger, LedgerQuery } from '@weir/contract';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';

/** Requests that were submitted, or refused at the door, from one instant until before another; months are in the zone. */
export type Period = { from: Date; before: Date; timeZone: string };

type Part = {
  /** The group; null without grouping, or for what belongs to no group. */
  key: string | null;
  /** The requester's name, if grouped by requester. A guest has every name that they gave on this board. */
  name: string | null;
  guest: boolean;
  count: number;
};
type Kind = Ledger['answered'][number]['kind'];
/** Requests with the same outcome, or (`kind` null) still waiting. `seconds`: from submission to each answer of the team. */
export type AskedPart = Part & {
  what: 'asked';
  kind: Kind | null;
  reason: Ledger['answered'][number]['reason'];
  seconds: number[];
};
export type RefusedPart = Part & { what: 'refused'; code: string };

export type LedgerRow = {
  ref: string;
  title: string;
  classOfService: string;
  requester: string;
  guest: 'yes' | 'no';
  submittedAt: string;
  answerBy: string;
  answeredAt: string | null;
  kind: Kind | null;
  reason: string | null;
  message: string | null;
  until: string | null;
  secondsToAnswer: number | null;
};

/** `greatest` ignores null: without an answer there is no time. */
const secondsToAnswer =
  'CASE WHEN a.at IS NOT NULL THEN greatest(0, floor(extract(epoch FROM a.at - r.submitted_at)))::int END';

/** One statement, so one snapshot. Refusals at the door are stored by the hour, count where that hour starts, and have no class. */
const ledgerStatement = `
  WITH asked AS (
    SELECT CASE $5 WHEN 'month' THEN to_char(r.submitted_at AT TIME ZONE $6, 'YYYY-MM')
                   WHEN 'classOfService' THEN r.class_of_service::text END AS key,
           CASE WHEN $5 = 'requester' THEN coalesce(r.requester_id, r.guest_id) END AS asker,
           a.kind, a.reason, count(*) AS count,
           coalesce(array_agg(${secondsToAnswer}) FILTER (WHERE a.kind NOT IN ('withdrawn', 'expired', 'shed')), '{}') AS seconds
      FROM requests r
      LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
     WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.submitted_at >= $3 AND r.submitted_at < $4
     GROUP BY 1, 2, 3, 4
  ), refused AS (
    SELECT CASE WHEN $5 = 'month' THEN to_char(d.hour AT TIME ZONE $6, 'YYYY-MM') END AS key,
           CASE WHEN $5 = 'requester' THEN d.requester_id END AS asker, d.code, sum(d.count) AS count
      FROM door_refusals d
     WHERE d.workspace_id = $1 AND d.board_id = $2 AND d.hour >= $3 AND d.hour < $4
     GROUP BY 1, 2, 3
  )
  SELECT p.what, coalesce(p.key, p.asker::text) AS key, coalesce(u.name, g.name) AS name, u.id IS NULL AND g.name IS NOT NULL AS guest,
         p.kind, p.reason, p.code, p.count::int, p.seconds
    FROM (SELECT 'asked' AS what, key, asker, kind, reason, NULL AS code, count, seconds FROM asked
           UNION ALL
          SELECT 'refused', key, asker, NULL, NULL, code, count, NULL FROM refused) p
    LEFT JOIN users u  ON u.id = p.asker
    LEFT JOIN LATERAL (
      SELECT coalesce((SELECT string_agg(DISTINCT r.guest_name, ', ') FROM requests r
                        WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.guest_id = g.id), g.name) AS name
        FROM guests g WHERE g.workspace_id = $1 AND g.id = p.asker) g ON true
   ORDER BY p.kind, p.reason, p.code`;

const rowsStatement = `
  SELECT r.number, b.key || '-R' || r.number AS ref, r.title, r.class_of_service AS "classOfService",
         weir.requester(r) ->> 'name' AS requester, CASE WHEN r.guest_id IS NULL THEN 'no' ELSE 'yes' END AS guest,
         weir.instant(r.submitted_at) AS "submittedAt", weir.instant(r.answer_by) AS "answerBy",
         weir.instant(a.at) AS "answeredAt", a.kind, a.reason, weir.answer_message(a) AS message, a.until::text AS until,
         ${secondsToAnswer} AS "secondsToAnswer"
    FROM requests r
    JOIN boards b       ON b.workspace_id = r.workspace_id AND b.id = r.board_id
    LEFT JOIN answers a ON a.workspace_id = r.workspace_id AND a.board_id = r.board_id AND a.request_id = r.id
   WHERE r.workspace_id = $1 AND r.board_id = $2 AND r.submitted_at >= $3 AND r.submitted_at < $4 AND r.number > $5
   ORDER BY r.number
   LIMIT $6`;

@Injectable()
export class LedgerRepository {
  constructor(private readonly pool: Pool) {}

  async parts(
    { workspaceId, boardId }: BoardIds,
    { from, before, timeZone }: Period,
    by: LedgerQuery['by'],
  ): Promise<(AskedPart | RefusedPart)[]> {
    const values = [workspaceId, boardId, from, before, by ?? null, timeZone];
    const query = { name: 'ledger', text: ledgerStatement, values };
    return (await this.pool.query<AskedPart | RefusedPart>(query)).rows;
  }

  /** The requests of a period by number, after the given one, at most `size`. */
  async rows(
    { workspaceId, boardId }: BoardIds,
    { from, before }: Period,
    { after, size }: { after: number; size: number },
  ): Promise<(LedgerRow & { number: number })[]> {
    const { rows } = await this.pool.query<LedgerRow & { number: number }>({
      name: 'ledger-rows',
      text: rowsStatement,
      values: [workspaceId, boardId, from, before, after, size],
    });
    return rows;
  }
}
