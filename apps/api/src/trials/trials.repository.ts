import { Injectable } from '@nestjs/common';
import type { LimitTrial, TrialOutcome, TrialPrediction, TrialRecord } from '@weir/contract';
import type { Calendar, PlainDate } from '@weir/domain';
import type { BoardIds, BoardNamed } from '../database/board-ids.js';
import { Pool } from '../database/pool.js';
import { Database, type Tx } from '../database/prisma.js';
import type { TriedLimit } from '../limits/tried-limit.js';

/** The trial from weir.trial_document, and the time zone of its board. */
type StoredTrial = Omit<LimitTrial, 'state' | 'days' | 'daysLeft'>;
export type TrialRow = { document: StoredTrial; timeZone: string; calendar: Calendar };

/** A trial whose days are over, or that has waited for a decision for some days. */
export type DueTrial = BoardNamed & { id: string; isOver: boolean };

type NewTrial = {
  id: string;
  limits: TriedLimit[];
  startsOn: PlainDate;
  endsOn: PlainDate;
  startedAt: Date;
  startedBy: string | null;
  reason: string;
  prediction: TrialPrediction;
  /** The calendar that measures the days. */
  calendar: Calendar;
};

type Decision = {
  decision: 'keep' | 'putBack';
  decidedAt: Date;
  decidedBy: string | null;
  decisionReason: string | null;
};

const rows = `
  SELECT weir.trial_document(t) AS document, i.time_zone AS "timeZone", t.calendar
    FROM limit_trials t
    JOIN intakes i ON i.workspace_id = t.workspace_id AND i.board_id = t.board_id`;

@Injectable()
export class TrialsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly database: Database,
  ) {}

  /** The trials before the given one, the newest first. */
  async page({ workspaceId, boardId }: BoardIds, before: string | null, size: number): Promise<TrialRow[]> {
    const found = await this.pool.query<TrialRow>({
      name: 'limit-trials',
      text: `${rows}
        WHERE t.workspace_id = $1 AND t.board_id = $2 AND t.id < coalesce($3, 'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid)
        ORDER BY t.id DESC LIMIT $4`,
      values: [workspaceId, boardId, before, size],
    });
    return found.rows;
  }

  /** How often the predictions of the latest finished trials were right. */
  async record({ workspaceId, boardId }: BoardIds, most: number): Promise<TrialRecord> {
    const found = await this.pool.query<TrialRecord>({
      name: 'limit-trial-record',
      text: `
        WITH finished AS MATERIALIZED (
          SELECT t.id, t.outcome FROM limit_trials t
           WHERE t.workspace_id = $1 AND t.board_id = $2 AND t.cause = 'over'
           ORDER BY t.id DESC LIMIT $3)
        SELECT (SELECT count(*)::int FROM finished) AS trials,
               (SELECT count(*)::int FROM limit_trials t
                 WHERE t.workspace_id = $1 AND t.board_id = $2 AND t.cause <> 'over'
                   AND t.id >= coalesce((SELECT f.id FROM finished f ORDER BY f.id DESC OFFSET $3 - 1), t.id)) AS stopped,
               (SELECT coalesce(jsonb_agg(jsonb_build_object('figure', f.figure, 'known', f.known, 'inside', f.inside)), '[]')
                  FROM (SELECT f ->> 'figure' AS figure, count(*) AS known, count(*) FILTER (WHERE f ->> 'verdict' = 'inside') AS inside
                          FROM finished, jsonb_array_elements(finished.outcome -> 'figures') WITH ORDINALITY x (f, n)
                         WHERE f ->> 'verdict' <> 'unknown'
                         GROUP BY 1 ORDER BY min(n)) f) AS figures`,
      values: [workspaceId, boardId, most],
    });
    return found.rows[0] as TrialRecord;
  }

  async find(
    { workspaceId, boardId }: BoardIds,
    id: string,
    tx: Tx = this.database,
  ): Promise<TrialRow | null> {
    const [row] = await tx.$queryRawUnsafe<TrialRow[]>(
      `${rows} WHERE t.workspace_id = $1::uuid AND t.board_id = $2::uuid AND t.id = $3::uuid`,
      workspaceId,
      boardId,
      id,
    );
    return row ?? null;
  }

  /** The trial that runs on a board. */
  async running(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<{ id: string; endsOn: Date } | null> {
    return tx.limitTrial.findFirst({
      where: { workspaceId, boardId, endedAt: null },
      select: { id: true, endsOn: true },
    });
  }

  async add(tx: Tx, { workspaceId, boardId }: BoardIds, trial: NewTrial): Promise<void> {
    const [startsOn, endsOn] = [new Date(trial.startsOn), new Date(trial.endsOn)];
    await tx.limitTrial.create({ data: { workspaceId, boardId, ...trial, startsOn, endsOn } });
  }

  async stop(tx: Tx, board: BoardIds, id: string, decision: Decision): Promise<void> {
    const { decidedAt: endedAt, decidedBy: endedBy } = decision;
    await this.change(tx, board, id, { ...decision, endedAt, endedBy, cause: 'stopped' });
  }

  /** `decision`: `changed` if no limit still has the tried maximum. */
  async end(
    tx: Tx,
    board: BoardIds,
    id: string,
    { outcome, endedAt, decision }: { outcome: TrialOutcome; endedAt: Date; decision: 'changed' | null },
  ): Promise<void> {
    const settled = decision && { decision, decidedAt: endedAt };
    await this.change(tx, board, id, { cause: 'over', outcome, endedAt, ...settled });
  }

  async decide(tx: Tx, board: BoardIds, id: string, decision: Decision): Promise<void> {
    await this.change(tx, board, id, decision);
  }

  async keepPutBack(tx: Tx, board: BoardIds, id: string, putBack: string[]): Promise<void> {
    await this.change(tx, board, id, { putBack });
  }

  async remind(tx: Tx, { workspaceId, boardId }: BoardIds, id: string, remindedAt: Date): Promise<void> {
    await tx.limitTrial.updateMany({
      where: { workspaceId, boardId, id, cause: 'over', decision: null, remindedAt: null },
      data: { remindedAt },
    });
  }

  /** Trials whose last day is over, and those that ended before `undecided` without a decision and a reminder. */
  async due(now: Date, undecided: Date, most: number): Promise<DueTrial[]> {
    const found = await this.pool.query<DueTrial>({
      name: 'trials-due',
      text: `SELECT d.workspace_id AS "workspaceId", d.workspace_slug AS "workspaceSlug", d.board_id AS "boardId", d.board_key AS "boardKey",
                    d.id, d.is_over AS "isOver"
               FROM weir.trials_due($1, $2, $3) d`,
      values: [now, undecided, most],
    });
    return found.rows;
  }

  private async change(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    data: Parameters<Tx['limitTrial']['update']>[0]['data'],
  ): Promise<void> {
    await tx.limitTrial.update({ where: { workspaceId_boardId_id: { workspaceId, boardId, id } }, data });
  }
}
