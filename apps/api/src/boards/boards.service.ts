import { Injectable } from '@nestjs/common';
import type { BoardList, BoardSettingsChange, BoardSummary, NewBoard, PageQuery } from '@weir/contract';
import { defaultIntakePolicy, defaultRemindBeforeHours } from '@weir/domain';
import { isTaken } from '../database/errors.js';
import type { Access, BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { conflict, invalidAll } from '../http/problems/refusals.js';
import { PolicyService } from '../intake/policy/policy.service.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../result.js';
import { requireReason } from '../writes/accepted-work.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { BoardsRepository } from './boards.repository.js';

/** The policy of a new board, where nothing else is said. */
const defaultPolicy = {
  ...defaultIntakePolicy,
  highWatermark: null,
  lowWatermark: null,
  minOptions: 0,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
};

@Injectable()
export class BoardsService {
  constructor(
    private readonly repository: BoardsRepository,
    private readonly policy: PolicyService,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly boards: BoardWriter,
    private readonly workspaces: WorkspaceWriter,
  ) {}

  /** By key. A requester sees the boards without the team's own figures. */
  async list(access: Access, { cursor, size = 50 }: PageQuery): Promise<Result<BoardList>> {
    const summaries = await this.repository.list(access, { after: readCursor(cursor), size: size + 1 });
    const { items, nextCursor } = pageOf(summaries, size, ({ key }) => key);
    return ok({ items: items.map((summary) => seenBy(access, summary)), nextCursor });
  }

  /** A board with its columns, its clock, its intake, and an expedite limit of 1. 422 for a policy with faults, 409 for a taken key. */
  async create(access: Access, wanted: NewBoard, key: WriteKey | null): Promise<Result<BoardSummary>> {
    const intake = withReminder(wanted.intake);
    const options = { workspaceId: access.workspaceId, key, status: 201 };
    try {
      return await this.workspaces.write(options, async ({ tx, now }) => {
        const { escalateTo = [] } = intake;
        const policy = { ...defaultPolicy, ...intake };
        const faults = await this.policy.findFaults(tx, access, policy, escalateTo, now);
        if (faults.length > 0) {
          return invalidAll(faults.map((fault) => ({ ...fault, path: `intake.${fault.path}` })));
        }
        if (await this.repository.hasKey(tx, access, wanted.key)) return keyTaken(wanted.key);
        await this.repository.create(tx, access, { ...wanted, intake }, now);
        return ok(await this.repository.summary(access, wanted.key, tx));
      });
    } catch (error) {
      if (isTaken(error, 'key')) return keyTaken(wanted.key);
      throw error;
    }
  }

  /**
   * Its name and policies, and whether it is archived. 409 while requests wait, which would get no answer in an archived
   * board, and while it has accepted work, unless its requesters read a reason. It returns from the archive only if the
   * people of its cards have room for them across the workspace. Restoring it cancels its deletion.
   */
  async change(
    access: BoardAccess,
    { toRequester, ...change }: BoardSettingsChange,
    conditions: BoardConditions,
  ): Promise<Result<BoardSummary>> {
    const options = { ...conditions, archived: true, lock: { boardReturns: change.archived === false } };
    const result = await this.boards.write<BoardSummary>(access, options, async ({ tx, now, record }) => {
      const waiting = change.archived ? await this.repository.countWaiting(tx, access) : 0;
      if (waiting > 0) return refuse('requests-waiting', { waiting });
      if (change.archived) {
        const takenOff = await this.repository.acceptedWork(tx, access);
        await requireReason(tx, access, { takenOff }, toRequester);
      }
      const changed = await this.repository.change(tx, access, change, now);
      if (changed) record('board.changed', [{ board: access.boardKey, ...changed }]);
      return ok(await this.repository.summary(access, access.boardKey, tx));
    });
    return this.limitRefusals.explainBoardReturn(access, result);
  }
}

function keyTaken(key: string) {
  return conflict('key', 'boardKeyTaken', undefined, { key });
}

function seenBy({ role }: Access, { inFlight, overdue, ...summary }: BoardSummary): BoardSummary {
  return role === 'requester' ? summary : { ...summary, inFlight, overdue };
}

function withReminder(intake: NewBoard['intake'] = {}): NonNullable<NewBoard['intake']> {
  const { answerWithinHours = defaultPolicy.answerWithinHours } = intake;
  return { remindBeforeHours: defaultRemindBeforeHours(answerWithinHours), ...intake };
}
