import { Injectable } from '@nestjs/common';
import type { Gate, Intake, IntakePolicyChange } from '@weir/contract';
import { gateOfBoard, waitingOfBoard } from '../database/board-json.js';
import { Pool } from '../database/pool.js';
import type { Tx } from '../database/prisma.js';
import type { Place } from './requests.repository.js';

/** Without a quota a requester may fill the whole queue: the most that a depth can be. */
const intakeStatement = `
  SELECT i.depth, coalesce(i.open_per_requester, 500) AS "openPerRequester",
         i.answer_within_hours AS "answerWithinHours", i.time_zone AS "timeZone",
         ${gateOfBoard} AS gate,
         ${waitingOfBoard} AS waiting
    FROM boards b
    JOIN intakes i ON i.workspace_id = b.workspace_id AND i.board_id = b.id
   WHERE b.workspace_id = $1::uuid AND b.id = $2::uuid`;

@Injectable()
export class IntakeRepository {
  constructor(private readonly pool: Pool) {}

  async read({ workspaceId, boardId }: Place): Promise<Intake> {
    const values = [workspaceId, boardId];
    const { rows } = await this.pool.query<Intake>({ name: 'intake', text: intakeStatement, values });
    return theOne(rows);
  }

  async readIn(tx: Tx, { workspaceId, boardId }: Place): Promise<Intake> {
    return theOne(await tx.$queryRawUnsafe<Intake[]>(intakeStatement, workspaceId, boardId));
  }

  async change(tx: Tx, place: Place, change: IntakePolicyChange): Promise<void> {
    await tx.intake.update({ where: keyOf(place), data: change });
  }

  async setGate(tx: Tx, place: Place, { state, reason, until, since, by }: Gate): Promise<void> {
    await tx.intake.update({
      where: keyOf(place),
      data: { gate: state, gateReason: reason, gateUntil: until, gateAt: since, gateBy: by?.id ?? null },
    });
  }

  /** The database reckons with time zones too, and its list of them is another than ours. */
  async knowsTimeZone(name: string): Promise<boolean> {
    try {
      await this.pool.query('SELECT now() AT TIME ZONE $1', [name]);
      return true;
    } catch (error) {
      if ((error as { code?: string }).code === '22023') return false;
      throw error;
    }
  }
}

function theOne(rows: Intake[]): Intake {
  if (!rows[0]) throw new Error('a board without an intake');
  return rows[0];
}

function keyOf({ workspaceId, boardId }: Place) {
  return { workspaceId_boardId: { workspaceId, boardId } };
}
