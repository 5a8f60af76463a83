import { Injectable } from '@nestjs/common';
import { allowedRoles, type Intake, type IntakePolicyChange } from '@weir/contract';
import type { DeadlinePolicy, Deadlines } from '@weir/domain';
import { Prisma } from '@weir/prisma';
import type { BoardIds } from '../../database/board-ids.js';
import { gateOfBoard, waitingOfBoard } from '../../database/board-json.js';
import { Pool } from '../../database/pool.js';
import type { Tx } from '../../database/prisma.js';
import { Together } from '../../database/together.js';

type WaitingDeadlines = {
  id: string;
  number: number;
  answerBy: Date;
  expiresAt: Date;
  pausedAt: Date | null;
};

type BoardNames = { workspaceSlug: string; boardKey: string };
type PolicyAsk = { names: BoardNames; again: number | null };
type PolicyOfRequest = DeadlinePolicy & { neededBy: string | null };

/** Without a quota a requester can fill the whole queue: the largest possible depth. */
const intakeStatement = `
  SELECT i.depth, coalesce(i.open_per_requester, 500) AS "openPerRequester",
         i.per_requester_per_hour AS "perRequesterPerHour", i.per_requester_per_day AS "perRequesterPerDay",
         i.answer_within_hours AS "answerWithinHours", i.grace_hours AS "graceHours",
         i.remind_before_hours AS "remindBeforeHours", i.escalate_to AS "escalateTo",
         i.high_watermark AS "highWatermark", i.low_watermark AS "lowWatermark", i.min_options AS "minOptions",
         i.replenish_on AS "replenishOn", i.time_zone AS "timeZone", i.working_hours AS "workingHours",
         i.gate_by_itself AS "gateByItself", i.rest_policy AS rest, i.throttle_downstream_at AS "throttleDownstreamAt",
         ${gateOfBoard} AS gate,
         ${waitingOfBoard} AS waiting
    FROM boards b
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE b.workspace_id = $1::uuid AND b.id = $2::uuid`;

const deadlinePolicyColumns = `
  i.answer_within_hours AS "answerWithinHours", i.grace_hours AS "graceHours",
  i.remind_before_hours AS "remindBeforeHours", i.time_zone AS "timeZone", i.working_hours AS "workingHours"`;

@Injectable()
export class PolicyRepository {
  private readonly deadlinePolicies = new Together(async (_name, asks: PolicyAsk[]) => {
    const policy = await this.readByKey(asks[0] as PolicyAsk);
    return asks.map(() => policy);
  });

  constructor(private readonly pool: Pool) {}

  async read({ workspaceId, boardId }: BoardIds): Promise<Intake> {
    const values = [workspaceId, boardId];
    const { rows } = await this.pool.query<Intake>({ name: 'intake', text: intakeStatement, values });
    return theOne(rows);
  }

  async readIn(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<Intake> {
    return theOne(await tx.$queryRawUnsafe<Intake[]>(intakeStatement, workspaceId, boardId));
  }

  async change(tx: Tx, { workspaceId, boardId }: BoardIds, change: IntakePolicyChange): Promise<void> {
    const { workingHours, rest, ...plain } = change;
    await tx.intake.update({
      where: { workspaceId_boardId: { workspaceId, boardId } },
      data: {
        ...plain,
        ...(workingHours !== undefined && { workingHours: workingHours ?? Prisma.DbNull }),
        ...(rest !== undefined && { rest: rest ?? Prisma.DbNull }),
      },
    });
  }

  /** The waiting requests, locked, with their deadlines. */
  waitingDeadlines(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<WaitingDeadlines[]> {
    return tx.$queryRaw<WaitingDeadlines[]>`
      SELECT r.id, r.number, r.answer_by AS "answerBy", r.expires_at AS "expiresAt", r.paused_at AS "pausedAt"
        FROM requests r
       WHERE r.workspace_id = ${workspaceId}::uuid AND r.board_id = ${boardId}::uuid AND r.answered_at IS NULL
       ORDER BY r.number
         FOR NO KEY UPDATE`;
  }

  async moveDeadlines(
    tx: Tx,
    { workspaceId, boardId }: BoardIds,
    id: string,
    deadlines: Deadlines,
  ): Promise<void> {
    await tx.request.update({
      where: { workspaceId_boardId_id: { workspaceId, boardId, id } },
      data: { ...deadlines, version: { increment: 1 } },
    });
  }

  /** How many of these people are managers or owners of the workspace now. */
  async countAnswering(tx: Tx, { workspaceId }: { workspaceId: string }, people: string[]): Promise<number> {
    const [{ count }] = await tx.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM memberships
       WHERE workspace_id = ${workspaceId}::uuid AND user_id = ANY (${people}::uuid[])
         AND left_at IS NULL AND role::text = ANY (${[...allowedRoles.answerRequests]}::text[])`;
    return count;
  }

  /** `again`: the number of an answered request, whose day does not change any more. */
  deadlinePolicyByKey(names: BoardNames, again: number | null): Promise<PolicyOfRequest | null> {
    const { workspaceSlug, boardKey } = names;
    return this.deadlinePolicies.ask(`${workspaceSlug}/${boardKey}/${again}`, { names, again });
  }

  private async readByKey({
    names: { workspaceSlug, boardKey },
    again,
  }: PolicyAsk): Promise<PolicyOfRequest | null> {
    const { rows } = await this.pool.query<PolicyOfRequest>({
      name: 'deadline-policy',
      text: `SELECT ${deadlinePolicyColumns},
                    (SELECT r.needed_by::text FROM requests r
                      WHERE r.workspace_id = b.workspace_id AND r.board_id = b.id AND r.number = $3::int) AS "neededBy"
               FROM workspaces w
               JOIN boards b  ON b.workspace_id = w.id AND b.key = $2
               JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
              WHERE w.slug = $1`,
      values: [workspaceSlug, boardKey, again],
    });
    return rows[0] ?? null;
  }

  async deadlinePolicyIn(tx: Tx, { workspaceId, boardId }: BoardIds): Promise<DeadlinePolicy> {
    const [policy] = await tx.$queryRaw<DeadlinePolicy[]>`
      SELECT ${Prisma.raw(deadlinePolicyColumns)}
        FROM intakes i WHERE i.workspace_id = ${workspaceId}::uuid AND i.board_id = ${boardId}::uuid`;
    return theOne([policy]);
  }

  async timeZone({ workspaceId, boardId }: BoardIds): Promise<string> {
    const { rows } = await this.pool.query<{ timeZone: string }>({
      name: 'time-zone',
      text: 'SELECT time_zone AS "timeZone" FROM intakes WHERE workspace_id = $1 AND board_id = $2',
      values: [workspaceId, boardId],
    });
    return theOne(rows).timeZone;
  }

  /** Whether PostgreSQL knows the time zone: its list differs from Node's. */
  async isTimeZone(name: string): Promise<boolean> {
    try {
      await this.pool.query('SELECT now() AT TIME ZONE $1', [name]);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === '22023') return false;
      throw error;
    }
  }
}

function theOne<Row>(rows: readonly (Row | undefined)[]): Row {
  if (!rows[0]) throw new Error('a board without an intake');
  return rows[0];
}
