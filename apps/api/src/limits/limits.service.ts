import { Injectable } from '@nestjs/common';
import type { Limit, LimitChange, LimitList, NewLimit } from '@weir/contract';
import { isSameLimitSubject } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { Clock } from '../clock.js';
import { isTaken } from '../database/errors.js';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import { invalid, invalidAll } from '../http/problems/refusals.js';
import { ok, type Refusal, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { factsOf, isAcrossWorkspace, pathOf } from './limit-subjects.js';
import { LimitsRepository } from './limits.repository.js';

type No = { ok: false; refusal: Refusal };

/**
 * WIP limits. One may be set below its load: nothing is thrown out, nothing enters until it has drained. A
 * person's limit across the workspace is listed by every board of it and set through any; the event is that
 * board's.
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

  /** 422 where what it names is not of this board or can't be given work, or has a limit already. */
  async add(access: BoardAccess, limit: NewLimit, conditions: BoardConditions): Promise<Result<Limit>> {
    // Under all clocks, for a writer of another board who had not seen it would pass it after it was told.
    const options = { ...conditions, status: 201, lock: { everyBoard: isAcrossWorkspace(limit) } };
    try {
      return await this.writer.write(access, options, async ({ tx, now, record }) => {
        const stand = await this.repository.list(access, now, tx);
        const fault = await this.strangerIn(tx, access, limit);
        if (fault) return fault;
        if (stand.some((each) => isSameLimitSubject(each, limit))) return taken(limit);
        const id = uuid();
        await this.repository.add(tx, access, { id, ...limit });
        const added = await this.repository.limit(tx, access, id, now);
        record('limit.added', [{ limit: id, to: factsOf(added) }]);
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
      const stood = await this.repository.find(tx, access, id, now);
      if (!stood) return refuse('not-found');
      const fault = outOfOrder(stood, change) ?? (await this.faultOfGroup(tx, access, stood, change, now));
      if (fault) return fault;
      const changed = changedFigures(stood, change);
      if (changed) {
        await this.repository.change(tx, access, stood, changed.to);
        record('limit.changed', [{ limit: id, ...changed }]);
      }
      return ok(await this.repository.limit(tx, access, id, now));
    });
  }

  remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { ...conditions, status: 204 }, async ({ tx, now, record }) => {
      const stood = await this.repository.find(tx, access, id, now);
      if (!stood) return refuse('not-found');
      await this.repository.remove(tx, access, stood);
      record('limit.removed', [{ limit: id, from: factsOf(stood) }]);
      return ok(undefined);
    });
  }

  /** What it names and this board does not have; null where all is of it. */
  private async strangerIn(tx: Tx, access: BoardAccess, limit: NewLimit): Promise<No | null> {
    switch (limit.scope) {
      case 'column':
        return this.strangeColumn(tx, access, limit.columnId);
      case 'columns':
        return this.strangeColumns(tx, access, limit.columnIds);
      case 'swimlane':
        if (!(await this.repository.hasLane(tx, access, limit.swimlaneId)))
          return invalid('swimlaneId', 'notSwimlaneOfBoard');
        return limit.columnId ? this.strangeColumn(tx, access, limit.columnId) : null;
      case 'person':
        return (await this.repository.canBeGivenWork(tx, access, limit.userId))
          ? null
          : invalid('userId', 'notOfTheTeam');
      case 'board':
      case 'classOfService':
        return null;
    }
  }

  private async strangeColumn(tx: Tx, access: BoardAccess, id: string): Promise<No | null> {
    const strange = await this.repository.strangeColumns(tx, access, [id]);
    return strange.length > 0 ? invalid('columnId', 'notColumnOfBoard') : null;
  }

  private async strangeColumns(tx: Tx, access: BoardAccess, ids: string[]): Promise<No | null> {
    const strange = await this.repository.strangeColumns(tx, access, ids);
    const errors = strange.map((id) => ({
      path: `columnIds.${ids.indexOf(id)}`,
      code: 'notColumnOfBoard' as const,
    }));
    return errors.length > 0 ? invalidAll(errors) : null;
  }

  /** Of a change of which columns a group is of. */
  private async faultOfGroup(
    tx: Tx,
    access: BoardAccess,
    stood: Limit,
    { columnIds }: LimitChange,
    now: Date,
  ): Promise<No | null> {
    if (!columnIds) return null;
    if (stood.scope !== 'columns') return invalid('columnIds', 'notColumnGroup');
    const fault = await this.strangeColumns(tx, access, columnIds);
    if (fault) return fault;
    const wish = { ...stood, columnIds };
    const others = (await this.repository.list(access, now, tx)).filter(({ id }) => id !== stood.id);
    return others.some((each) => isSameLimitSubject(each, wish)) ? taken(wish) : null;
  }
}

function taken(limit: NewLimit | Limit): No {
  return invalid(pathOf(limit), 'hasLimit');
}

/** The maximum may not be below the minimum, also where only one of them is changed. */
function outOfOrder(stood: Limit, change: LimitChange): No | null {
  const { max, min } = { ...stood, ...change };
  if (min == null || min <= max) return null;
  if (change.min !== undefined) return invalid('min', 'minAbove', { max });
  return invalid('max', 'maxBelow', { min });
}

/** What a change of a limit changes, before and after. */
function changedFigures(limit: Limit, change: LimitChange) {
  const { max, min = null, mode } = limit;
  const before: LimitChange = {
    max,
    min,
    mode,
    ...(limit.scope === 'columns' && { columnIds: limit.columnIds }),
  };
  return changedValues(before, {
    ...change,
    ...(change.columnIds && { columnIds: change.columnIds.toSorted() }),
  });
}
