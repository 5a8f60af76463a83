import { Injectable } from '@nestjs/common';
import type { Limit, LimitChange, LimitList, NewLimit } from '@weir/contract';
import { isSameLimitSubject } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { isTaken } from '../database/errors.js';
import type { Tx } from '../database/prisma.js';
import { type BoardAccess, boardsOf } from '../http/access/caller.js';
import { conflict, invalid, invalidAll } from '../http/problems/refusals.js';
import { ok, type Refusal, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { isAcrossWorkspace, subjectField } from './limit-subjects.js';
import { limitValues } from './limit-values.js';
import { LimitsRepository } from './limits.repository.js';

type Refused = { ok: false; refusal: Refusal };

/** A limit across the workspace counts on boards that the token is not for. */
const beyondToken = refuse('token-not-accepted', { why: 'boards' }, { key: 'beyondTokenBoards' });

/**
 * WIP limits. A limit may be set below its load: nothing is removed, and nothing enters until it has drained. A person's
 * limit across the workspace is listed by every board and set through any of them; the event is that board's.
 */
@Injectable()
export class LimitsService {
  constructor(
    private readonly repository: LimitsRepository,
    private readonly writer: BoardWriter,
    private readonly clock: Clock,
  ) {}

  async list(access: BoardAccess): Promise<Result<LimitList>> {
    return ok({ items: await this.repository.list(access, this.clock.now()), nextCursor: null });
  }

  /** 422 if its subject is not of this board or can't be assigned work, 409 if it has a limit already. */
  async add(access: BoardAccess, limit: NewLimit, conditions: BoardConditions): Promise<Result<Limit>> {
    if (isAcrossWorkspace(limit) && boardsOf(access)) return beyondToken;
    // Under all clocks: a writer of another board that did not see the limit could exceed it after it was set.
    const options = { ...conditions, status: 201, lock: { everyBoard: isAcrossWorkspace(limit) } };
    try {
      return await this.writer.write(access, options, async ({ tx, now, record }) => {
        const limits = await this.repository.list(access, now, tx);
        const fault = await this.subjectFault(tx, access, limit);
        if (fault) return fault;
        if (limits.some((each) => isSameLimitSubject(each, limit))) return taken(limit);
        const id = uuid();
        await this.repository.add(tx, access, { id, ...limit });
        const added = await this.repository.read(tx, access, id, now);
        record('limit.added', [{ limit: id, to: limitValues(added) }]);
        return ok(added);
      });
    } catch (error) {
      if (isTaken(error, 'user_id')) return taken(limit);
      throw error;
    }
  }

  change(
    access: BoardAccess,
    id: string,
    change: LimitChange,
    conditions: BoardConditions,
  ): Promise<Result<Limit>> {
    return this.writer.write(access, conditions, async ({ tx, now, record }) => {
      const limit = await this.repository.findLocked(tx, access, id, now);
      if (!limit) return refuse('not-found');
      if (isAcrossWorkspace(limit) && boardsOf(access)) return beyondToken;
      const fault =
        boundsFault(limit, change) ?? (await this.columnGroupFault(tx, access, limit, change, now));
      if (fault) return fault;
      const changed = changedFigures(limit, change);
      if (changed) {
        await this.repository.change(tx, access, limit, changed.to);
        record('limit.changed', [{ limit: id, ...changed }]);
      }
      return ok(await this.repository.read(tx, access, id, now));
    });
  }

  remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { ...conditions, status: 204 }, async ({ tx, now, record }) => {
      const limit = await this.repository.findLocked(tx, access, id, now);
      if (!limit) return refuse('not-found');
      if (isAcrossWorkspace(limit) && boardsOf(access)) return beyondToken;
      await this.repository.remove(tx, access, limit);
      record('limit.removed', [{ limit: id, from: limitValues(limit) }]);
      return ok(undefined);
    });
  }

  /** The subject that the limit names and this board lacks; null if the board has it. */
  private async subjectFault(tx: Tx, access: BoardAccess, limit: NewLimit): Promise<Refused | null> {
    switch (limit.scope) {
      case 'column':
        return this.columnFault(tx, access, limit.columnId);
      case 'columns':
        return this.columnsFault(tx, access, limit.columnIds);
      case 'swimlane':
        if (!(await this.repository.hasSwimlane(tx, access, limit.swimlaneId)))
          return invalid('swimlaneId', 'notSwimlaneOfBoard');
        return limit.columnId ? this.columnFault(tx, access, limit.columnId) : null;
      case 'person':
        return (await this.repository.canBeGivenWork(tx, access, limit.userId))
          ? null
          : invalid('userId', 'notOfTheTeam');
      case 'board':
      case 'classOfService':
        return null;
    }
  }

  private async columnFault(tx: Tx, access: BoardAccess, id: string): Promise<Refused | null> {
    const unknown = await this.repository.unknownColumns(tx, access, [id]);
    return unknown.length > 0 ? invalid('columnId', 'notColumnOfBoard') : null;
  }

  private async columnsFault(tx: Tx, access: BoardAccess, ids: string[]): Promise<Refused | null> {
    const unknown = await this.repository.unknownColumns(tx, access, ids);
    const errors = unknown.map((id) => ({
      path: `columnIds.${ids.indexOf(id)}`,
      code: 'notColumnOfBoard' as const,
    }));
    return errors.length > 0 ? invalidAll(errors) : null;
  }

  /** A fault of a change of the columns in a group. */
  private async columnGroupFault(
    tx: Tx,
    access: BoardAccess,
    limit: Limit,
    { columnIds }: LimitChange,
    now: Date,
  ): Promise<Refused | null> {
    if (!columnIds) return null;
    if (limit.scope !== 'columns') return invalid('columnIds', 'notColumnGroup');
    const fault = await this.columnsFault(tx, access, columnIds);
    if (fault) return fault;
    const wanted = { ...limit, columnIds };
    const others = (await this.repository.list(access, now, tx)).filter(({ id }) => id !== limit.id);
    return others.some((each) => isSameLimitSubject(each, wanted)) ? taken(wanted) : null;
  }
}

function taken(limit: NewLimit | Limit): Refused {
  return conflict(subjectField(limit), 'hasLimit');
}

/** The maximum must not be below the minimum, also if only one of them is changed. */
function boundsFault(limit: Limit, change: LimitChange): Refused | null {
  const { max, min } = { ...limit, ...change };
  if (min == null || min <= max) return null;
  if (change.min !== undefined) return invalid('min', 'minAbove', { max });
  return invalid('max', 'maxBelow', { min });
}

function changedFigures(limit: Limit, { columnIds, ...figures }: LimitChange) {
  const { max, min = null, mode } = limit;
  const before: LimitChange = {
    max,
    min,
    mode,
    ...(limit.scope === 'columns' && { columnIds: limit.columnIds }),
  };
  return changedValues(before, { ...figures, ...(columnIds && { columnIds: columnIds.toSorted() }) });
}
