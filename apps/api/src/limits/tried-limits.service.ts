import { Injectable } from '@nestjs/common';
import type { Limit, LimitDefinition, LimitRemoved } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardIds } from '../database/board-ids.js';
import { invalid } from '../http/problems/refusals.js';
import { ok, type Result } from '../result.js';
import type { Write } from '../writes/board-writer.js';
import { limitValues } from './limit-values.js';
import { LimitsRepository } from './limits.repository.js';
import type { TriedLimit, WantedLimit } from './tried-limit.js';

/** A limit as events show it. */
type Changed = { limit: string; from: { max: number }; to: { max: number } };
type Added = { limit: string; to: LimitDefinition };

/** Sets the limits of a trial and puts them back. The caller’s write records the event. */
@Injectable()
export class TriedLimitsService {
  constructor(private readonly repository: LimitsRepository) {}

  /** 422 for a column that is not active, a limit that only warns, and a maximum that changes nothing: these cannot be tried. */
  async change(
    { tx, now }: Write,
    board: BoardIds,
    wanted: readonly WantedLimit[],
  ): Promise<Result<{ limits: TriedLimit[]; changes: (Changed | Added)[] }>> {
    const limits = await this.repository.list(board, now, tx);
    const active = await this.repository.activeColumns(tx, board);
    const tried: TriedLimit[] = [];
    const changes: (Changed | Added)[] = [];
    for (const [at, { columnId, max }] of wanted.entries()) {
      if (columnId !== null && !active.includes(columnId))
        return invalid(`limits.${at}.columnId`, 'notActiveColumn');
      const path = `limits.${at}.max`;
      const limit = limits.find((each) => isOn(each, columnId));
      if (limit?.mode === 'warn') return invalid(path, 'trialOfWarning');
      if (limit?.max === max) return invalid(path, 'trialOfSame', { max });
      if (limit?.min !== undefined && limit.min > max) return invalid(path, 'maxBelow', { min: limit.min });
      if (limit) {
        await this.repository.change(tx, board, limit, { max });
        changes.push({ limit: limit.id, from: { max: limit.max }, to: { max } });
        tried.push({ limit: limit.id, columnId, was: limit.max, max });
      } else {
        const id = uuid();
        const added =
          columnId === null ? { scope: 'board' as const, max } : { scope: 'column' as const, columnId, max };
        await this.repository.add(tx, board, { id, ...added });
        changes.push({ limit: id, to: limitValues(added) });
        tried.push({ limit: id, columnId, was: null, max });
      }
    }
    return ok({ limits: tried, changes });
  }

  /** Puts back the limits that still have the tried maximum. Others were changed or removed since, and stay as they are. */
  async putBack(
    { tx, now }: Write,
    board: BoardIds,
    tried: readonly TriedLimit[],
  ): Promise<{ limits: string[]; changes: (Changed | LimitRemoved)[] }> {
    const limits = await this.repository.list(board, now, tx);
    const changes: (Changed | LimitRemoved)[] = [];
    for (const { limit: id, was, max } of tried) {
      const limit = limits.find((each) => each.id === id);
      if (!limit || limit.max !== max || (was !== null && (limit.min ?? 0) > was)) continue;
      if (was === null) {
        await this.repository.remove(tx, board, limit);
        changes.push({ limit: id, from: limitValues(limit) });
      } else {
        await this.repository.change(tx, board, limit, { max: was });
        changes.push({ limit: id, from: { max }, to: { max: was } });
      }
    }
    return { limits: changes.map(({ limit }) => limit), changes };
  }
}

function isOn(limit: Limit, columnId: string | null): boolean {
  return columnId === null
    ? limit.scope === 'board'
    : limit.scope === 'column' && limit.columnId === columnId;
}
