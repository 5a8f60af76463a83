import { Injectable } from '@nestjs/common';
import type { Limit, LimitChange, LimitList, NewLimit } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { type BoardConditions, BoardWriter } from '../database/board-writer.js';
import type { BoardAccess } from '../http/caller.js';
import { invalid } from '../http/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { LimitsRepository } from './limits.repository.js';

/** WIP limits. One may be set below its load: nothing is thrown out, nothing enters until it has drained. */
@Injectable()
export class LimitsService {
  constructor(
    private readonly repository: LimitsRepository,
    private readonly writer: BoardWriter,
  ) {}

  async list(access: BoardAccess): Promise<Result<LimitList>> {
    return ok({ items: await this.repository.list(access), nextCursor: null });
  }

  /** 422 where its column is not of this board, or what it names has a limit already. */
  add(access: BoardAccess, limit: NewLimit, conditions: BoardConditions): Promise<Result<Limit>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const path = limit.scope === 'column' ? 'columnId' : 'classOfService';
      if (limit.scope === 'column' && !(await this.repository.hasColumn(tx, access, limit.columnId))) {
        return invalid(path, 'is not a column of this board');
      }
      if (await this.repository.isLimited(tx, access, limit))
        return invalid(path, 'has a limit already: change that');
      const id = uuid();
      await this.repository.add(tx, access, { id, ...limit });
      record('limit.added', [{ limit: id, to: limit }]);
      return ok(await this.repository.limit(tx, access, id));
    });
  }

  change(
    access: BoardAccess,
    id: string,
    change: LimitChange,
    conditions: BoardConditions,
  ): Promise<Result<Limit>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const stood = await this.repository.find(tx, access, id);
      if (!stood) return refuse('not-found');
      if (change.max !== undefined && change.max !== stood.max) {
        await this.repository.change(tx, access, id, change.max);
        record('limit.changed', [{ limit: id, from: { max: stood.max }, to: { max: change.max } }]);
      }
      return ok(await this.repository.limit(tx, access, id));
    });
  }

  remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { ...conditions, status: 204 }, async ({ tx, record }) => {
      const stood = await this.repository.find(tx, access, id);
      if (!stood) return refuse('not-found');
      await this.repository.remove(tx, access, id);
      record('limit.removed', [{ limit: id, from: { scope: stood.scope, max: stood.max } }]);
      return ok(undefined);
    });
  }
}
