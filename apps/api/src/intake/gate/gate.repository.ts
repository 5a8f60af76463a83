import { Injectable } from '@nestjs/common';
import { allowedRoles, type Gate } from '@weir/contract';
import type { Calendar, GateCause, GateRest, LoadPeriod } from '@weir/domain';
import type { BoardIds, BoardNamed } from '../../database/board-ids.js';
import { gateOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import type { BoardLoad } from '../../pressure/pressure-of.js';

/** What moves the gate of a board, and how full the board is: only the limits that count in its level. */
export type GateLoad = BoardNamed &
  Calendar &
  Required<Pick<BoardLoad, 'columns' | 'board' | 'gate' | 'waiting' | 'depth' | 'overdue'>> & {
    byItself: boolean;
    throttleDownstreamAt: number | null;
    saturatedSince: string | null;
    answerWithinHours: number;
    oldestSubmittedAt: string | null;
    gateCause: string | null;
    /** The current rest of the board, which ends at `endsAt` at the latest. */
    gateRest: GateRest | null;
    /** The low mark of its rest policy; null without a policy. */
    lowMark: number | null;
    /** The marks that its level has reached, as stored. */
    openMarks: readonly LoadPeriod['mark'][];
    /** Whether the board has a rest policy, or data of one. */
    watchesRest: boolean;
  };

const loads = `
  SELECT b.workspace_id AS "workspaceId", w.slug AS "workspaceSlug", b.id AS "boardId", b.key AS "boardKey",
         i.time_zone AS "timeZone", i.working_hours AS "workingHours", i.depth, i.answer_within_hours AS "answerWithinHours",
         ${gateOfBoard} AS gate, i.gate_by_itself AS "byItself", i.gate_cause AS "gateCause",
         i.throttle_downstream_at AS "throttleDownstreamAt", weir.instant(i.saturated_since) AS "saturatedSince",
         (SELECT coalesce(jsonb_agg(jsonb_build_object(
                   'kind', k.kind, 'name', k.name, 'load', weir.column_load(k), 'limit', jsonb_build_object('max', l.max))), '[]')
            FROM columns k
            JOIN wip_limits l ON l.workspace_id = k.workspace_id AND l.board_id = k.board_id
                             AND l.scope = 'column' AND l.column_id = k.id
           WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active') AS columns,
         (SELECT jsonb_build_object('load', weir.limit_load(l), 'max', l.max) FROM wip_limits l
           WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id AND l.scope = 'board') AS board,
         (i.rest_policy ->> 'lowMark')::int AS "lowMark", p.marks AS "openMarks",
         i.rest_policy IS NOT NULL OR s.id IS NOT NULL OR EXISTS (
           SELECT FROM rest_days d WHERE d.workspace_id = b.workspace_id AND d.board_id = b.id) AS "watchesRest",
         CASE WHEN s.state = 'resting' AND s.until > NOW_ THEN jsonb_build_object(
           'beganAt', weir.instant(s.began_at), 'endsAt', weir.instant(s.until), 'overloadedDays', s.overloaded_days, 'ofDays', s.of_days) END AS "gateRest",
         q.*
    FROM boards b
    JOIN workspaces w ON w.id = b.workspace_id
    JOIN intakes i    ON i.workspace_id = b.workspace_id AND i.board_id = b.id
    LEFT JOIN rests s     ON s.workspace_id = b.workspace_id AND s.board_id = b.id AND s.closed_at IS NULL
   CROSS JOIN LATERAL (
     SELECT coalesce(array_agg(m.mark::text), '{}') AS marks FROM load_periods m
      WHERE m.workspace_id = b.workspace_id AND m.board_id = b.id AND m.ended_at IS NULL) p
   CROSS JOIN LATERAL (
     SELECT count(*)::int AS waiting,
            (count(*) FILTER (WHERE r.answer_by <= coalesce(r.paused_at, NOW_)))::int AS overdue,
            weir.instant(min(r.submitted_at)) AS "oldestSubmittedAt"
       FROM requests r
      WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL) q`;

const pageStatement = `${loads.replaceAll('NOW_', '$4::timestamptz')}
   WHERE b.archived_at IS NULL AND w.archived_at IS NULL
     AND ($1::uuid IS NULL OR (b.workspace_id, b.id) > ($1, $2::uuid))
   ORDER BY b.workspace_id, b.id
   LIMIT $3`;

const oneStatement = `${loads.replaceAll('NOW_', '$3::timestamptz')}
   WHERE b.workspace_id = $1::uuid AND b.id = $2::uuid`;

/** The time is not shown to anyone, so its change is no event: with the setting on, the trigger records none. */
const saturationStatement = `
  WITH own AS (SELECT set_config('weir.own_event', 'on', true) AS event)
  UPDATE intakes i SET saturated_since = $3
    FROM own
   WHERE i.workspace_id = $1 AND i.board_id = $2 AND own.event = 'on'
     AND (i.saturated_since IS NULL) = ($3::timestamptz IS NOT NULL)`;

@Injectable()
export class GateRepository {
  constructor(private readonly pool: Pool) {}

  /** The loads of all boards that are not archived, after the given one. */
  async loads(after: BoardIds | null, size: number, now: Date): Promise<GateLoad[]> {
    const values = [after?.workspaceId ?? null, after?.boardId ?? null, size, now];
    const { rows } = await this.pool.query<GateLoad>({ name: 'gate-loads', text: pageStatement, values });
    return rows;
  }

  async load({ workspaceId, boardId }: BoardIds, now: Date): Promise<GateLoad> {
    const values = [workspaceId, boardId, now];
    const { rows } = await this.pool.query<GateLoad>({ name: 'gate-load', text: oneStatement, values });
    if (!rows[0]) throw new Error(`no board ${boardId}`);
    return rows[0];
  }

  async loadIn(tx: Tx, { workspaceId, boardId }: BoardIds, now: Date): Promise<GateLoad> {
    const [load] = await tx.$queryRawUnsafe<GateLoad[]>(oneStatement, workspaceId, boardId, now);
    if (!load) throw new Error(`no board ${boardId}`);
    return load;
  }

  /** Stores when a board became saturated, or null once it no longer is; an earlier time stays. */
  async noteSaturation({ workspaceId, boardId }: BoardIds, since: Date | null): Promise<void> {
    await this.pool.query({
      name: 'saturated-since',
      text: saturationStatement,
      values: [workspaceId, boardId, since],
    });
  }

  /** The gate under the clock, and the board's time zone. */
  async gateIn(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<{ gate: Gate; timeZone: string }> {
    const [row] = await tx.$queryRawUnsafe<{ gate: Gate; timeZone: string }[]>(
      `SELECT ${gateOfBoard} AS gate, i.time_zone AS "timeZone"
         FROM intakes i WHERE i.workspace_id = $1::uuid AND i.board_id = $2::uuid`,
      workspaceId,
      boardId,
    );
    if (!row) throw new Error('a board without an intake');
    return row;
  }

  /** A gate that a person set has their reason; one that the system moved has a cause, which is worded when read. */
  async set(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { state, reason, until, since, by }: Gate,
    cause: GateCause | null,
  ): Promise<void> {
    const { code = null, ...facts } = cause ?? {};
    await tx.$executeRaw`
      UPDATE intakes
         SET gate = ${state}::gate_state, gate_reason = ${reason},
             gate_cause = ${code}, gate_facts = ${cause && JSON.stringify(facts)}::jsonb,
             gate_until = ${until}::timestamptz, gate_at = ${since}::timestamptz,
             gate_by = ${by?.id ?? null}::uuid
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid`;
  }

  /** Notifies all managers of the gate's new state. */
  async notify(tx: Tx, { workspaceId, boardId }: BoardIds, gate: Gate, now: Date): Promise<void> {
    const facts = JSON.stringify({ state: gate.state, reason: gate.reason, until: gate.until });
    await tx.$executeRaw`
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, facts, at)
      SELECT m.workspace_id, gen_random_uuid(), m.user_id, ${boardId}::uuid, 'gate', ${facts}::jsonb, ${now}::timestamptz
        FROM memberships m
       WHERE m.workspace_id = ${workspaceId}::uuid AND m.left_at IS NULL
         AND m.role::text = ANY (${[...allowedRoles.answerRequests]})`;
  }
}
