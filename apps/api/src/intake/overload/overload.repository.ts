import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { allowedRoles, type RestState, restNumbers } from '@weir/contract';
import type {
  Calendar,
  DayMeasures,
  JudgedDay,
  LoadPeriod,
  OpenRest,
  PlainDate,
  RestEnd,
  RestPolicy,
} from '@weir/domain';
import type { BoardIds } from '../../database/board-ids.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';

export type LoadMark = LoadPeriod['mark'];

/** The open rest of a board, as stored. */
type StoredRest = OpenRest & { id: string; overloadedDays: number; ofDays: number };

/** All facts that decide about the rest of a board, except the time. */
export type OverloadRow = Calendar & {
  policy: RestPolicy | null;
  rest: StoredRest | null;
  closedAt: string | null;
  /** The last day that was measured or skipped; null: none yet. */
  measuredTo: PlainDate | null;
  days: JudgedDay[];
  openedByHandAt: string | null;
};

export type DayFacts = Pick<DayMeasures, 'inFlight' | 'aged' | 'overrides' | 'overdue'> & {
  periods: LoadPeriod[];
};

/** A measured day, or a day off. */
export type NewDay = { day: PlainDate } & (
  | ({ kind: 'measured' } & DayMeasures & Omit<JudgedDay, 'day'>)
  | { kind: 'dayOff' | 'notMeasured' }
);

/** The new state of a rest, with the facts of its notice: see `NoticeFacts` in domain. */
export type RestNotice = { state: RestState; by: string | null } & Record<string, unknown>;

/** The most days that a policy counts. */
const mostDays = restNumbers.ofDays.max;

const overloadStatement = `
  SELECT i.rest_policy AS policy, i.time_zone AS "timeZone", i.working_hours AS "workingHours",
         (SELECT jsonb_build_object('id', r.id, 'state', r.state, 'until', weir.instant(r.until), 'beganAt', weir.instant(r.began_at),
                                    'overloadedDays', r.overloaded_days, 'ofDays', r.of_days)
            FROM rests r WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.closed_at IS NULL) AS rest,
         (SELECT weir.instant(r.closed_at) FROM rests r
           WHERE r.workspace_id = i.workspace_id AND r.board_id = i.board_id AND r.closed_at IS NOT NULL
           ORDER BY r.at DESC LIMIT 1) AS "closedAt",
         (SELECT max(d.day)::text FROM rest_days d WHERE d.workspace_id = i.workspace_id AND d.board_id = i.board_id) AS "measuredTo",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('day', d.day, 'over', d.over, 'isCalm', d.is_calm) ORDER BY d.day DESC), '[]')
            FROM (SELECT x.day, x.over, x.is_calm FROM rest_days x
                   WHERE x.workspace_id = i.workspace_id AND x.board_id = i.board_id AND x.kind = 'measured'
                     AND x.day > coalesce((SELECT max(n.day) FROM rest_days n
                                            WHERE n.workspace_id = i.workspace_id AND n.board_id = i.board_id
                                              AND n.kind = 'notMeasured'), '-infinity')
                   ORDER BY x.day DESC LIMIT ${mostDays}) d) AS days,
         CASE WHEN i.gate = 'open' AND i.gate_by IS NOT NULL THEN weir.instant(i.gate_at) END AS "openedByHandAt"
    FROM intakes i WHERE i.workspace_id = $1::uuid AND i.board_id = $2::uuid`;

@Injectable()
export class OverloadRepository {
  constructor(private readonly pool: Pool) {}

  async read({ workspaceId, boardId }: BoardIds): Promise<OverloadRow> {
    const values = [workspaceId, boardId];
    const { rows } = await this.pool.query<OverloadRow>({
      name: 'board-overload',
      text: overloadStatement,
      values,
    });
    return theOne(rows);
  }

  async readIn(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<OverloadRow> {
    return theOne(await tx.$queryRawUnsafe<OverloadRow[]>(overloadStatement, workspaceId, boardId));
  }

  /** Stores the marks that the level of a board has reached now. */
  async noteLoad({ workspaceId, boardId }: BoardIds, marks: readonly LoadMark[], now: Date): Promise<void> {
    await this.pool.query({
      name: 'note-load',
      text: 'SELECT weir.note_load($1, $2, $3::load_mark[], $4)',
      values: [workspaceId, boardId, marks, now],
    });
  }

  async factsOfDay(
    { workspaceId, boardId }: BoardIds,
    day: PlainDate,
    { from, to }: { from: Date; to: Date },
  ): Promise<DayFacts> {
    const { rows } = await this.pool.query<{ facts: DayFacts }>({
      name: 'rest-day-facts',
      text: 'SELECT weir.rest_day_facts($1, $2, $3, $4, $5) AS facts',
      values: [workspaceId, boardId, day, from, to],
    });
    return theOne(rows).facts;
  }

  /** Stores a day. The first measurement of a day is kept. */
  async keepDay({ workspaceId, boardId }: BoardIds, day: NewDay): Promise<void> {
    const none = { workedSeconds: 0, saturatedSeconds: 0, loadedSeconds: 0, inFlight: 0, aged: 0 };
    const kept = { ...none, overrides: 0, overdue: 0, over: [], isCalm: false, ...day };
    await this.pool.query({
      name: 'keep-rest-day',
      text: `INSERT INTO rest_days (workspace_id, board_id, day, kind, worked_seconds, saturated_seconds, loaded_seconds, in_flight, aged,
                                    overrides, overdue, over, is_calm)
             VALUES ($1, $2, $3, $4::rest_day_kind, $5, $6, $7, $8, $9, $10, $11, $12::text[], $13)
             ON CONFLICT DO NOTHING`,
      values: [
        ...[workspaceId, boardId, kept.day, kept.kind, kept.workedSeconds, kept.saturatedSeconds],
        ...[
          kept.loadedSeconds,
          kept.inFlight,
          kept.aged,
          kept.overrides,
          kept.overdue,
          kept.over,
          kept.isCalm,
        ],
      ],
    });
  }

  /** Deletes the measured days, which do not count once the policy is on again. */
  async forgetDays({ workspaceId, boardId }: BoardIds): Promise<void> {
    const values = [workspaceId, boardId];
    await this.pool.query('DELETE FROM rest_days WHERE workspace_id = $1 AND board_id = $2', values);
    await this.pool.query('DELETE FROM load_periods WHERE workspace_id = $1 AND board_id = $2', values);
  }

  async passArchivedDays(now: Date): Promise<void> {
    await this.pool.query({
      name: 'pass-archived-days',
      text: 'SELECT weir.pass_archived_days($1)',
      values: [now],
    });
  }

  /** Adds a rest, or the proposal of one. Returns its id. */
  async add(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    rest: {
      state: 'proposed' | 'resting';
      overloadedDays: number;
      ofDays: number;
      until: Date;
      by: string | null;
    },
    now: Date,
  ): Promise<string> {
    const id = randomUUID();
    const { state, overloadedDays, ofDays, until, by } = rest;
    await tx.$executeRaw`
      INSERT INTO rests (workspace_id, board_id, id, state, overloaded_days, of_days, at, until, began_at, by)
      VALUES (${workspaceId}::uuid, ${boardId}::uuid, ${id}::uuid, ${state}::rest_state, ${overloadedDays}::int, ${ofDays}::int,
              ${now}::timestamptz, ${until}::timestamptz, ${state === 'resting' ? now : null}::timestamptz, ${by}::uuid)`;
    return id;
  }

  /** Accepts a proposal. */
  async begin(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    { id, until, by }: { id: string; until: Date; by: string | null },
    now: Date,
  ): Promise<void> {
    await tx.$executeRaw`
      UPDATE rests SET state = 'resting', began_at = ${now}::timestamptz, until = ${until}::timestamptz, by = ${by}::uuid
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }

  async close(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    closing: {
      state: 'dismissed' | 'expired' | 'ended';
      endedFor: RestEnd | null;
      reason: string | null;
      by: string | null;
    },
    now: Date,
  ): Promise<void> {
    const { state, endedFor, reason, by } = closing;
    await tx.$executeRaw`
      UPDATE rests SET state = ${state}::rest_state, closed_at = ${now}::timestamptz, closed_by = ${by}::uuid,
                       ended_for = ${endedFor}::rest_end, reason = ${reason}
       WHERE workspace_id = ${workspaceId}::uuid AND board_id = ${boardId}::uuid AND id = ${id}::uuid`;
  }

  /** Notifies the managers; if a rest begins or ends, the whole team. Does not notify the person who acted. */
  async notify(tx: Tx, { workspaceId, boardId }: BoardIds, facts: RestNotice, now: Date): Promise<void> {
    const isForTeam = facts.state === 'resting' || facts.state === 'ended';
    const roles = [...(isForTeam ? allowedRoles.changeCards : allowedRoles.setGate)];
    await tx.$executeRaw`
      INSERT INTO notices (workspace_id, id, user_id, board_id, kind, facts, at)
      SELECT m.workspace_id, gen_random_uuid(), m.user_id, ${boardId}::uuid, 'rest', ${JSON.stringify(facts)}::jsonb, ${now}::timestamptz
        FROM memberships m
       WHERE m.workspace_id = ${workspaceId}::uuid AND m.left_at IS NULL AND m.role::text = ANY (${roles})
         AND m.user_id IS DISTINCT FROM ${facts.by}::uuid`;
  }
}

function theOne<Row>(rows: readonly (Row | undefined)[]): Row {
  if (!rows[0]) throw new Error('a board without an intake');
  return rows[0];
}
