import { Injectable } from '@nestjs/common';
import type {
  BoardList,
  BoardSettingsChange,
  BoardSummary,
  InputFault,
  NewBoard,
  PageQuery,
} from '@weir/contract';
import {
  defaultIntakePolicy,
  defaultRemindBeforeHours,
  findPolicyFaults,
  findPromiseFaults,
} from '@weir/domain';
import type { FaultCode } from '@weir/words';
import { isTaken } from '../database/errors.js';
import type { Tx } from '../database/prisma.js';
import type { Access, BoardAccess } from '../http/access/caller.js';
import { pageOf, readCursor } from '../http/cursor.js';
import { invalidAll } from '../http/problems/refusals.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import type { WriteKey } from '../writes/idempotency.js';
import { WorkspaceWriter } from '../writes/workspace-writer.js';
import { BoardsRepository } from './boards.repository.js';

type Fault = InputFault<FaultCode>;
const policyWhereUnsaid = {
  ...defaultIntakePolicy,
  highWatermark: null,
  lowWatermark: null,
  minOptions: 0,
  perRequesterPerHour: null,
  perRequesterPerDay: null,
  workingHours: null,
};

@Injectable()
export class BoardsService {
  constructor(
    private readonly repository: BoardsRepository,
    private readonly explanations: LimitRefusalsService,
    private readonly writer: BoardWriter,
    private readonly workspaces: WorkspaceWriter,
  ) {}

  /** By key. A requester gets the same lines without the team's own figures. */
  async list(access: Access, { cursor, size = 50 }: PageQuery): Promise<Result<BoardList>> {
    const summaries = await this.repository.list(access, { after: readCursor(cursor), size: size + 1 });
    return ok(
      pageOf(
        summaries.map((summary) => this.seenBy(access, summary)),
        size,
        ({ key }) => key,
      ),
    );
  }

  /** A board with its columns, its clock, its intake, and an expedite limit of 1. 422 for a policy that can't be so. */
  async create(access: Access, named: NewBoard, key: WriteKey | null): Promise<Result<BoardSummary>> {
    const board = { ...named, intake: withReminder(named.intake) };
    try {
      return await this.workspaces.write(
        { workspaceId: access.workspaceId, key, status: 201 },
        async ({ tx, now }) => {
          if (await this.repository.hasKey(tx, access, board.key))
            return refuse('key-taken', { key: board.key });
          const faults = await this.faultsOf(tx, access, now, board.intake);
          if (faults.length > 0) return invalidAll(faults);
          await this.repository.create(tx, access, board, now);
          return ok(await this.repository.summary(access, board.key, tx));
        },
      );
    } catch (error) {
      if (isTaken(error, 'key')) return refuse('key-taken', { key: board.key });
      throw error;
    }
  }

  /**
   * Its name and policies; archived or back again. Refused while requests wait: archived with it, they would have
   * no answer. And back only where the people of its cards have room for them across the workspace.
   */
  async change(
    access: BoardAccess,
    change: BoardSettingsChange,
    conditions: BoardConditions,
  ): Promise<Result<BoardSummary>> {
    const options = { ...conditions, archived: true };
    const result = await this.writer.write<BoardSummary>(access, options, async ({ tx, now, record }) => {
      const waiting = change.archived ? await this.repository.waiting(tx, access) : 0;
      if (waiting > 0) return refuse('requests-waiting', { waiting });
      const changed = await this.repository.change(tx, access, change, now);
      if (changed) record('board.changed', [{ board: access.boardKey, ...changed }]);
      return ok(await this.repository.summary(access, access.boardKey, tx));
    });
    return this.explanations.ofReturn(access, result);
  }

  private async faultsOf(
    tx: Tx,
    access: Access,
    now: Date,
    intake: NonNullable<NewBoard['intake']>,
  ): Promise<Fault[]> {
    const { escalateTo = [] } = intake;
    const policy = { ...policyWhereUnsaid, ...intake };
    const faults: Fault[] = [...findPolicyFaults(policy), ...findPromiseFaults(policy, now)];
    if ((await this.repository.countAnswering(tx, access, escalateTo)) < escalateTo.length) {
      faults.push({
        path: 'escalateTo',
        code: 'doesNotAnswer',
      });
    }
    return faults.map((fault) => ({ ...fault, path: `intake.${fault.path}` }));
  }

  private seenBy({ role }: Access, { inFlight, overdue, ...summary }: BoardSummary): BoardSummary {
    return role === 'requester' ? summary : { ...summary, inFlight, overdue };
  }
}

function withReminder(intake: NewBoard['intake'] = {}): NonNullable<NewBoard['intake']> {
  const { answerWithinHours = policyWhereUnsaid.answerWithinHours } = intake;
  return { remindBeforeHours: defaultRemindBeforeHours(answerWithinHours), ...intake };
}
