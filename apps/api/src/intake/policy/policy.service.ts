import { Injectable } from '@nestjs/common';
import type { InputFault, Intake, IntakePolicyChange } from '@weir/contract';
import {
  type DeadlinePolicy,
  type Deadlines,
  deadlinesForCalendar,
  effectiveGate,
  findPolicyFaults,
  findPromiseFaults,
} from '@weir/domain';
import { Clock } from '../../clock.js';
import type { BoardIds } from '../../database/board-ids.js';
import type { Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { type InvalidCode, invalid, invalidAll } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import { type BoardConditions, BoardWriter } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { GateStepsService } from '../gate/gate-steps.service.js';
import { PolicyRepository } from './policy.repository.js';

type Policy = Parameters<typeof findPolicyFaults>[0] & Parameters<typeof findPromiseFaults>[0];

/** The intake policy of a board. */
@Injectable()
export class PolicyService {
  constructor(
    private readonly repository: PolicyRepository,
    private readonly writer: BoardWriter,
    private readonly gates: GateStepsService,
    private readonly clock: Clock,
  ) {}

  async read(access: BoardAccess): Promise<Result<Intake>> {
    return ok(withEffectiveGate(await this.repository.read(access), this.clock.now()));
  }

  /**
   * A depth or a quota below the number of waiting requests removes nothing: new ones are refused until it has drained. A
   * new calendar moves answers off its days off.
   * 422 if parts of the policy contradict each other, if its working hours leave no time for an answer, or if it escalates
   * to people who can't answer requests of the workspace.
   */
  async change(
    access: BoardAccess,
    change: IntakePolicyChange,
    conditions: BoardConditions,
  ): Promise<Result<Intake>> {
    if (change.timeZone !== undefined && !(await this.repository.isTimeZone(change.timeZone))) {
      return invalid('timeZone', 'timeZone');
    }
    const changed = await this.writer.write<Intake>(access, conditions, async ({ tx, now, record }) => {
      const before = await this.repository.readIn(tx, access);
      const after = { ...before, ...change };
      const faults = await this.findFaults(tx, access, after, change.escalateTo ?? [], now);
      if (faults.length > 0) return invalidAll(faults);
      const { gate: _gate, waiting: _waiting, ...policy } = before;
      const changed = changedValues(policy, change);
      if (changed) {
        await this.repository.change(tx, access, changed.to);
        const { timeZone, workingHours } = changed.to;
        const isCalendar = timeZone !== undefined || workingHours !== undefined;
        const moved = isCalendar ? await this.moveOffDaysOff(tx, access, after, now) : [];
        record('intake.changed', [changed, ...moved]);
      }
      return ok(withEffectiveGate(after, now));
    });
    if (!changed.ok || change.rest === undefined) return changed;
    // Without a policy the board no longer rests, and its gate opens.
    await this.gates.settleFor(access);
    const { gate } = withEffectiveGate(await this.repository.read(access), this.clock.now());
    return { ...changed, value: { ...changed.value, gate } };
  }

  /** Moves answers that would fall due on a day off of the new calendar. Returns the changes of their requests. */
  private async moveOffDaysOff(tx: Tx, board: BoardIds, policy: DeadlinePolicy, now: Date) {
    const waiting = await this.repository.waitingDeadlines(tx, board);
    const moved = waiting.flatMap(({ id, number, ...request }) => {
      const deadlines = deadlinesForCalendar(request, now, policy);
      return deadlines ? [{ id, request: number, from: request, to: deadlines }] : [];
    });
    for (const { id, to } of moved) await this.repository.moveDeadlines(tx, board, id, to);
    return moved.map(({ request, from, to }) => ({ request, from: recorded(from), to: recorded(to) }));
  }

  /** Finds everything that makes a policy invalid, also for a new board. */
  async findFaults(
    tx: Tx,
    workspace: { workspaceId: string },
    policy: Policy,
    escalateTo: string[],
    now: Date,
  ): Promise<InputFault<InvalidCode>[]> {
    const faults: InputFault<InvalidCode>[] = [
      ...findPolicyFaults(policy),
      ...findPromiseFaults(policy, now),
    ];
    const answering = await this.repository.countAnswering(tx, workspace, escalateTo);
    if (answering === escalateTo.length) return faults;
    return [...faults, { path: 'escalateTo', code: 'doesNotAnswer' }];
  }

  /**
   * The settings from which the deadlines of a board's requests are computed, and the `neededBy` of the request that is
   * asked `again`; null if there is no such board.
   */
  deadlinePolicyByKey(
    names: { workspaceSlug: string; boardKey: string },
    again: number | null,
  ): Promise<(DeadlinePolicy & { neededBy: string | null }) | null> {
    return this.repository.deadlinePolicyByKey(names, again);
  }

  deadlinePolicyIn(tx: Tx, board: BoardIds): Promise<DeadlinePolicy> {
    return this.repository.deadlinePolicyIn(tx, board);
  }

  /** Whether PostgreSQL knows the time zone. */
  isTimeZone(name: string): Promise<boolean> {
    return this.repository.isTimeZone(name);
  }

  timeZone(board: BoardIds): Promise<string> {
    return this.repository.timeZone(board);
  }

  async timeZoneIn(tx: Tx, board: BoardIds): Promise<string> {
    return (await this.repository.deadlinePolicyIn(tx, board)).timeZone;
  }
}

/** Deadlines as events say them. */
function recorded({ answerBy, expiresAt }: Pick<Deadlines, 'answerBy' | 'expiresAt'>) {
  return { answerBy: answerBy.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** A gate whose end has passed is open, whether or not that is stored yet. */
function withEffectiveGate(intake: Intake, now: Date): Intake {
  return { ...intake, gate: effectiveGate(intake.gate, now) };
}
