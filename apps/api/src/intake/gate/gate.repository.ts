import { Injectable } from '@nestjs/common';
import { allowedRoles, type Gate } from '@weir/contract';
import type { Calendar, GateCause, PressureFacts } from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { gateOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

/** A board by its ids and its names. */
type BoardNamed = BoardIds & { workspaceSlug: string; boardKey: string };

/** What moves the gate of a board, and what makes the board full: only the limits that its level knows. */
export type GateLoad = BoardNamed &
  Calendar &
  Pick<PressureFacts, 'columns' | 'board'> & {
    gate: Gate;
    byItself: boolean;
    saturatedSince: string | null;
    depth: number;
    answerWithinHours: number;
    waiting: { submittedAt: string; answerBy: string; pausedAt: string | null }[];
  };

const loads = `
  SELECT b.workspace_id AS "workspaceId", w.slug AS "workspaceSlug", b.id AS "boardId", b.key AS "boardKey",
         i.time_zone AS "timeZone", i.working_hours AS "workingHours", i.depth, i.answer_within_hours AS "answerWithinHours",
         ${gateOfBoard} AS gate, i.gate_by_itself AS "byItself", weir.instant(i.saturated_since) AS "saturatedSince",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('name', k.name, 'load', weir.column_load(k), 'max', l.max)), '[]')
            FROM columns k
            JOIN wip_limits l ON l.workspace_id = k.workspace_id AND l.board_id = k.board_id
                             AND l.scope = 'column' AND l.column_id = k.id
           WHERE k.workspace_id = b.workspace_id AND k.board_id = b.id AND k.kind = 'active') AS columns,
         (SELECT jsonb_build_object('load', weir.load(l), 'max', l.max) FROM wip_limits l
           WHERE l.workspace_id = b.workspace_id AND l.board_id = b.id AND l.scope = 'board') AS board,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('submittedAt', weir.instant(r.submitted_at),
                   'answerBy', weir.instant(r.answer_by), 'pausedAt', weir.instant(r.paused_at))), '[]')
            FROM requests r
           WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.answered_at IS NULL) AS waiting
    FROM boards b
    JOIN workspaces w ON w.id = b.workspace_id
    JOIN intakes i    ON i.workspace_id = b.workspace_id AND i.board_id = b.id`;

const pageStatement = `${loads}
   WHERE b.archived_at IS NULL AND w.archived_at IS NULL
     AND ($1::uuid IS NULL OR (b.workspace_id, b.id) > ($1, $2::uuid))
   ORDER BY b.workspace_id, b.id
   LIMIT $3`;

const oneStatement = `${loads}
   WHERE b.workspace_id = $1::uuid AND b.id = $2::uuid`;

/** Nobody sees since when a board is saturated, so it has no event: with the setting on, the trigger records none. */
const saturationStatement = `
  WITH own AS (SELECT set_config('weir.own_event', 'on', true) AS event)
  UPDATE intakes i SET saturated_since = $3
    FROM own
   WHERE i.workspace_id = $1 AND i.board_id = $2 AND own.event = 'on'
     AND (i.saturated_since IS NULL) = ($3::timestamptz IS NOT NULL)`;

@Injectable()
export class GateRepository {
  constructor(private readonly pool: Pool) {}

  /** Of all boards that are not archived, from after the one named. */
  async loads(after: BoardIds | null, size: number): Promise<GateLoad[]> {
    const values = [after?.workspaceId ?? null, after?.boardId ?? null, size];
    const { rows } = await this.pool.query<GateLoad>({ name: 'gate-loads', text: pageStatement, values });
    return rows;
  }

  async loadIn(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<GateLoad> {
    const [load] = await tx.$queryRawUnsafe<GateLoad[]>(oneStatement, workspaceId, boardId);
    if (!load) throw new Error(`no board ${boardId}`);
    return load;
  }

  /** When a board became saturated, null when it is no longer; what stands already stays. */
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

  /** `cause` is a code, of a gate that moved by itself. */
  async set(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { state, reason, until, since, by }: Gate,
    cause: GateCause['code'] | null,
  ): Promise<void> {
    const gate = { gate: state, gateReason: reason, gateCause: cause };
    await tx.intake.update({
      where: { workspaceId_boardId: { workspaceId, boardId } },
      data: { ...gate, gateUntil: until, gateAt: since, gateBy: by?.id ?? null },
    });
  }

  /** Everybody who answers is told where the gate stands. */
  async notify(tx: Tx, { workspaceId, boardId }: BoardIds, gate: Gate, now: Date): Promise<void> {
    const facts = JSON.stringify({ state: gate.state, reason: gate.reason, until: gate.until });
    await tx.$executeRaw`
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, facts, at)
      SELECT m.workspace_id, gen_random_uuid(), m.user_id, ${boardId}::uuid, 'gate', ${facts}::jsonb, ${now}::timestamptz
        FROM memberships m
       WHERE m.workspace_id = ${workspaceId}::uuid AND m.left_at IS NULL
         AND m.role::text = ANY (${allowedRoles.answerRequests as unknown as string[]})`;
  }
}
