import { Injectable } from '@nestjs/common';
import {
  allowedRoles,
  can,
  type InputFault,
  type IntakeWaits,
  type NewWait,
  scopesOfActions,
  type Wait,
  type Waits,
} from '@weir/contract';
import { computeDeadlines, pressureLevel, pressureState } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { CreditRefusalsService } from '../credits/prices/credit-refusals.service.js';
import type { BoardIds } from '../database/board-ids.js';
import { outcomeOf } from '../database/outcome.js';
import { ForecastsService } from '../flow/forecasts.service.js';
import { type BoardAccess, boardsOf } from '../http/access/caller.js';
import { refuseWithoutScope } from '../http/access/scopes.js';
import { conflict, invalid, refuseStale } from '../http/problems/refusals.js';
import { DoorService } from '../intake/door/door.service.js';
import { PolicyService } from '../intake/policy/policy.service.js';
import { shedAnswer } from '../requests/answers/shed.js';
import { ok, type Refusal, type Result, refuse } from '../result.js';
import { BoardWriter, type VersionConditions, type Write } from '../writes/board-writer.js';
import { Wakeups } from '../writes/wakeups.js';
import { readsBoard } from './graph/reads-board.js';
import { recordChange } from './record-change.js';
import { refusalsOfAsking } from './refusals.js';
import { type Subject, type SubjectRow, type WaitRow, WaitsRepository } from './waits.repository.js';

/** The request that the card or request waits on, once it exists. */
type Target = { onBoardId: string; onRequestId: string; state: Wait['state']; isOpen: boolean };

/** Waits of cards and requests on requests, usually of other boards. The row and its event belong to the waiting board, under its clock. */
@Injectable()
export class WaitsService {
  constructor(
    private readonly repository: WaitsRepository,
    private readonly writer: BoardWriter,
    private readonly policy: PolicyService,
    private readonly door: DoorService,
    private readonly credits: CreditRefusalsService,
    private readonly forecasts: ForecastsService,
    private readonly wakeups: Wakeups,
  ) {}

  /** 404 for a request that the caller may not read. Only readers of its board see the items that wait on it. */
  async read(access: BoardAccess, subject: Subject): Promise<Result<Waits>> {
    const row = await this.repository.subject(access, subject);
    if (!row || !canRead(access, subject, row)) return refuse('not-found');
    const [waits, waiters] = await Promise.all([
      this.repository.waitsOf(access, row),
      this.repository.waitersOf(access, row.requestId),
    ]);
    return ok({
      waitsOn: waits.map((wait) => toWait(access, wait)),
      waiters: waiters.flatMap(({ boardId, ...waiter }) => (readsBoard(access, boardId) ? [waiter] : [])),
    });
  }

  /** An archived board has none. */
  async ofIntake(access: BoardAccess): Promise<Result<IntakeWaits>> {
    return ok({ items: await this.repository.ofQueue(access) });
  }

  /**
   * A wait that exists already stays. With `ask`, a request is submitted in the same transaction. If the door of its board refuses it
   * (429, in that board's name), nothing changes.
   */
  async add(
    access: BoardAccess,
    subject: Subject,
    wait: NewWait,
    { version, key }: VersionConditions,
  ): Promise<Result<Wait>> {
    const other = await this.repository.boardByKey(access.workspaceId, wait.board, boardsOf(access));
    if (!other) return invalid('board', 'notBoardThatTakes');
    const target = { workspaceId: access.workspaceId, boardId: other.id };
    const numbers = { [subject.kind === 'card' ? 'cards' : 'requests']: [subject.number] };
    const lock = { ...numbers, ...(wait.ask && other.id !== access.boardId && { besides: other.id }) };
    if (wait.ask && other.id === access.boardId) return invalid('board', 'otherBoard');
    // Asking is a submission, which needs its own scope.
    const unscoped = wait.ask ? refuseWithoutScope(access, scopesOfActions.submitRequests) : null;
    if (unscoped) return unscoped;
    let refusedAt: Date | null = null;
    const result = await this.writer.write<Wait>(access, { key, status: 201, lock }, async (write) => {
      const row = await this.repository.subject(access, subject, write.tx);
      if (!row) return refuse('not-found');
      const stale = refuseStale(version, row.version);
      if (stale) return stale;
      if (!row.isOpen) return conflict('number', 'noLongerWaits');
      refusedAt = write.now;
      const found = wait.ask
        ? await this.ask(write, access, target, wait.ask)
        : await this.find(write, target, wait.request as number);
      if (!found.ok) return found;
      if (!wait.ask && !found.value.isOpen) return conflict('request', 'requestEnded');
      // A card that waits on the request that it came from waits on itself too.
      const { onBoardId, onRequestId } = found.value;
      if (onBoardId === access.boardId && onRequestId === row.requestId) {
        return invalid('request', 'waitsOnItself');
      }
      let id = await this.repository.find(write.tx, access, row, { onBoardId, onRequestId });
      if (id === null) {
        id = uuid();
        const { isOpen, ...on } = found.value;
        const waiter =
          subject.kind === 'card'
            ? { cardId: row.cardId, requestId: null }
            : { cardId: null, requestId: row.requestId };
        const dates = { since: write.now, endedAt: isOpen ? null : write.now };
        recordChange(write, await this.repository.add(write.tx, access, { id, ...waiter, ...on, ...dates }));
      }
      return ok(toWait(access, await this.repository.wait(write.tx, access, row, id)));
    });
    if (result.ok) {
      this.forecasts.forget(access);
      if (wait.ask) this.wakeups.wake(access.workspaceId, other.id);
      return result;
    }
    return this.explain(result, access, target, wait, refusedAt);
  }

  async remove(
    access: BoardAccess,
    subject: Subject,
    id: string,
    { version, key }: VersionConditions,
  ): Promise<Result<void>> {
    const lock = { waits: [id] };
    const result = await this.writer.write<void>(access, { key, status: 204, lock }, async (write) => {
      const row = await this.repository.subject(access, subject, write.tx);
      if (!row || !(await this.repository.find(write.tx, access, row, { id }))) return refuse('not-found');
      const stale = refuseStale(version, row.version);
      if (stale) return stale;
      recordChange(write, await this.repository.remove(write.tx, access, id));
      return ok(undefined);
    });
    if (result.ok) this.forecasts.forget(access);
    return result;
  }

  private async ask(
    { tx, now }: Write,
    access: BoardAccess,
    target: BoardIds,
    request: NonNullable<NewWait['ask']>,
  ): Promise<Result<Target>> {
    const policy = await this.policy.deadlinePolicyIn(tx, target);
    const deadlines = computeDeadlines(now, policy, request.neededBy ?? null);
    const id = uuid();
    const outcome = await this.repository.submit(tx, target, {
      id,
      actor: access.userId,
      roles: allowedRoles.submitRequests,
      now,
      request: { ...request, ...deadlines, shed: shedAnswer(now, policy) },
    });
    const submitted = inAsk(outcomeOf<{ number: number }>(outcome));
    return submitted.ok ? this.find({ tx }, target, submitted.value.number) : submitted;
  }

  private async find({ tx }: Pick<Write, 'tx'>, target: BoardIds, number: number): Promise<Result<Target>> {
    const found = await this.repository.awaited(tx, target, number);
    if (!found) return invalid('request', 'absent');
    const { boardId: onBoardId, requestId: onRequestId, state, isOpen } = found;
    return ok({ onBoardId, onRequestId, state, isOpen });
  }

  /** Counts a refusal at the other board's door, names that board, and says when to come back there. */
  private async explain(
    { refusal }: { refusal: Refusal },
    access: BoardAccess,
    target: BoardIds,
    { board, ask }: NewWait,
    now: Date | null,
  ): Promise<Result<Wait>> {
    if (!ask || now === null || !refusalsOfAsking.includes(refusal.code)) return { ok: false, refusal };
    await this.repository.countRefusal(target, access.userId, refusal.code, now);
    const atDoor = await this.door.explain(refusal, target, { requesterId: access.userId, now });
    const explained = await this.credits.explain(atDoor, target, access, now);
    return { ok: false, refusal: { ...explained, detail: { key: 'redirectRefused', values: { board } } } };
  }
}

/** Puts the faults of the submitted request under `ask`. */
function inAsk<T>(result: Result<T>): Result<T> {
  const errors = result.ok ? undefined : (result.refusal.facts?.errors as InputFault[] | undefined);
  if (result.ok || !errors) return result;
  const facts = {
    ...result.refusal.facts,
    errors: errors.map((fault) => ({ ...fault, path: `ask.${fault.path}` })),
  };
  return { ok: false, refusal: { ...result.refusal, facts } };
}

/** The requester, the requesters of its duplicates, and roles that read all requests. People who read a board read its cards. */
function canRead({ role, userId }: BoardAccess, { kind }: Subject, row: SubjectRow): boolean {
  if (can(role, kind === 'card' ? 'readBoards' : 'readAllRequests')) return true;
  return kind === 'request' && (row.requesterId === userId || row.watcherIds.includes(userId));
}

function toWait(access: BoardAccess, row: WaitRow): Wait {
  const { id, onBoardId, board, number, state, since, endedAt, facts } = row;
  const reads = readsBoard(access, onBoardId);
  const level = pressureLevel({ ...facts, intake: facts });
  const hasAnswer = reads && endedAt !== null && state !== 'delivered';
  return {
    id,
    on: {
      ...{ board, number, ref: `${board}-R${number}` },
      title: reads ? row.title : null,
      card: reads ? row.card : null,
    },
    ...{ state, since, endedAt },
    answer: hasAnswer ? { reason: row.reason, message: row.message } : null,
    pressure: reads ? { state: pressureState(level), level } : null,
  };
}
