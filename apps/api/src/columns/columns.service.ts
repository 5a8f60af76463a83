import { Injectable } from '@nestjs/common';
import type {
  CardMoved,
  CardUnassigned,
  Column,
  ColumnChange,
  ColumnLimitChanged,
  EventChanges,
  GroupShrunk,
  LimitRemoved,
  NewColumn,
  RemoveColumn,
} from '@weir/contract';
import { columnOrderFaults, isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict, invalid } from '../http/problems/refusals.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { limitValues } from '../limits/limit-values.js';
import { ok, type Result, refuse } from '../result.js';
import { requireReason } from '../writes/accepted-work.js';
import { type BoardConditions, BoardWriter, type Write } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { insertItem, isReordered, moveItem, nextOf } from './column-order.js';
import { type ColumnRow, ColumnsRepository, type LimitRow } from './columns.repository.js';

const nameTaken = conflict('name', 'columnNameTaken');

/** The columns of a board: queue…, active…, done…. Each has a unique name. */
@Injectable()
export class ColumnsService {
  constructor(
    private readonly repository: ColumnsRepository,
    private readonly limitRefusals: LimitRefusalsService,
    private readonly writer: BoardWriter,
  ) {}

  /** Adds a column, last of its kind unless a neighbour is named. */
  add(
    access: BoardAccess,
    { limit, before, after, name, kind, split = false, policy = '' }: NewColumn,
    conditions: BoardConditions,
  ): Promise<Result<Column>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      const column = { id: uuid(), name, kind, split, policy };
      const { id, ...values } = column;
      const lastOfKind = columns.findLast((each) => each.kind === kind)?.id;
      const neighbour = before || after ? { before, after } : { after: lastOfKind };
      const order = inKindOrder(insertItem(columns, column, neighbour), before ? 'before' : 'after');
      if (!order.ok) return order;
      if (columns.some((each) => isSameName(each.name, name))) return nameTaken;
      await this.repository.add(tx, access, column);
      await this.repository.setOrder(tx, access, order.value);
      if (limit) await this.repository.setLimit(tx, access, id, limit);
      const ownLimit = await this.repository.ownLimit(tx, access, id);
      const limits = ownLimit ? [{ limit: ownLimit.id, to: limitValues(ownLimit) }] : [];
      record('column.added', [{ column: id, to: { ...values, before: nextOf(order.value, id) } }, ...limits]);
      return ok(await this.repository.read(tx, access, id));
    });
  }

  /** Changes name, policy and halves, the position within its kind, and the limit; null removes the limit. */
  change(
    access: BoardAccess,
    id: string,
    { limit, before, after, ...change }: ColumnChange,
    conditions: BoardConditions,
  ): Promise<Result<Column>> {
    const lock = change.split === false ? { cardsIn: { columnId: id } } : {};
    return this.writer.write(access, { ...conditions, lock }, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      const column = columns.find((each) => each.id === id);
      if (!column) return refuse('not-found');
      if (change.split && column.kind !== 'active') {
        return invalid('split', 'onlyActiveSplits');
      }
      const order = inKindOrder(moveItem(columns, column, { before, after }), before ? 'before' : 'after');
      if (!order.ok) return order;
      const { name } = change;
      if (name !== undefined && columns.some((each) => each !== column && isSameName(each.name, name))) {
        return nameTaken;
      }
      const isMoved = isReordered(order.value, columns);
      const limitBefore = await this.repository.ownLimit(tx, access, id);
      if (isMoved) await this.repository.setOrder(tx, access, order.value);
      const cleared = await this.repository.change(tx, access, id, change);
      if (limit !== undefined) await this.repository.setLimit(tx, access, id, limit);
      const limitAfter = await this.repository.ownLimit(tx, access, id);
      const changes = [
        ...columnChanges(column, change, isMoved ? { before: nextOf(order.value, id) } : {}),
        ...limitChanges(limitBefore, limitAfter),
        ...cleared,
      ];
      if (changes.length > 0) record('column.changed', changes);
      return ok(await this.repository.read(tx, access, id));
    });
  }

  /**
   * Moves its cards, archived ones too, to the end of `cardsTo` if that has room; without it the column must be empty.
   * The last column of its kind stays. Its own limits are removed; those of groups continue without it. The requesters of
   * cards that go back before the commitment point read why.
   */
  async remove(
    access: BoardAccess,
    id: string,
    { cardsTo, toRequester }: RemoveColumn & { cardsTo: string | undefined },
    conditions: BoardConditions,
  ): Promise<Result<void>> {
    const lock = cardsTo === undefined ? {} : { cardsIn: { columnId: id }, blockedBoards: true };
    const options = { ...conditions, status: 204, lock };
    const result = await this.writer.write<void>(access, options, async (write) => {
      const columns = await this.repository.list(write.tx, access);
      const column = columns.find((each) => each.id === id);
      if (!column) return refuse('not-found');
      const others = columns.filter((each) => each !== column);
      if (cardsTo === id) return invalid('cardsTo', 'otherColumn');
      if (cardsTo !== undefined && !others.some((each) => each.id === cardsTo)) {
        return invalid('cardsTo', 'notColumnOfBoard');
      }
      const [fault] = columnOrderFaults(others.map(({ kind }) => kind));
      if (fault) return conflict('column', 'lastOfKind');
      if (cardsTo !== undefined) {
        const leaving = await this.repository.leavingFor(write.tx, access, id, cardsTo);
        await requireReason(write.tx, access, leaving, toRequester);
      }
      const moved = await this.moveCards(write, access, id, cardsTo);
      if (!moved.ok) return moved;
      const limits = await this.removeFromLimits(write, access, id);
      if (!limits.ok) return limits;
      await this.repository.remove(write.tx, access, id);
      const { id: _, ...from } = column;
      const removed = { column: id, from, ...(cardsTo !== undefined && { cardsTo }) };
      write.record('column.removed', [removed, ...moved.value, ...limits.value]);
      return ok(undefined);
    });
    if (cardsTo === undefined) return result;
    return this.limitRefusals.explain(access, result, { kind: 'clearColumn', columnId: id, to: cardsTo });
  }

  /** Moves the cards away and returns the changes of the event. */
  private async moveCards(
    { tx, now }: Write,
    access: BoardAccess,
    id: string,
    cardsTo: string | undefined,
  ): Promise<Result<(CardMoved | CardUnassigned)[]>> {
    if (cardsTo === undefined) {
      const cards = await this.repository.countCards(tx, access, id);
      return cards > 0 ? refuse('column-not-empty', { cards }) : ok([]);
    }
    return ok(await this.repository.moveCards(tx, access, id, cardsTo, now));
  }

  /** Takes the column out of all limits and returns the changes of the event. */
  private async removeFromLimits(
    { tx }: Write,
    access: BoardAccess,
    id: string,
  ): Promise<Result<(LimitRemoved | GroupShrunk)[]>> {
    const limits = await this.repository.limitsNaming(tx, access, id);
    const isKept = ({ columnIds }: LimitRow) => columnIds.length > 2;
    const removed = limits.filter((limit) => !isKept(limit));
    const changes: (LimitRemoved | GroupShrunk)[] = removed.map((limit) => ({
      limit: limit.id,
      from: limitValues(limit),
    }));
    for (const group of limits.filter(isKept)) {
      const columnIds = group.columnIds.filter((each) => each !== id);
      if (await this.repository.hasGroupLimit(tx, access, columnIds)) {
        return conflict('column', 'sameLimit');
      }
      await this.repository.setGroup(tx, group, columnIds);
      changes.push({ limit: group.id, from: { columnIds: group.columnIds }, to: { columnIds } });
    }
    await this.repository.removeLimits(tx, access, removed);
    return ok(changes);
  }
}

/** The order, if the kinds come one after another in it; else 422 at the field that named the neighbour. */
function inKindOrder(order: Result<ColumnRow[]>, field: 'before' | 'after'): Result<ColumnRow[]> {
  if (!order.ok) return order;
  const [fault] = columnOrderFaults(order.value.map(({ kind }) => kind));
  return fault ? invalid(field, fault.code, fault.params) : order;
}

function columnChanges(
  column: ColumnRow,
  change: Partial<Pick<ColumnRow, 'name' | 'split' | 'policy'>>,
  moved: { before?: string | null },
): EventChanges['column.changed'] {
  const { id, name, split, policy } = column;
  const changed = changedValues({ name, split, policy }, change);
  if (!changed && moved.before === undefined) return [];
  return [{ column: id, from: changed?.from ?? {}, to: { ...changed?.to, ...moved } }];
}

function limitChanges(before: LimitRow | null, after: LimitRow | null): ColumnLimitChanged[] {
  const [from, to] = [before && limitValues(before), after && limitValues(after)];
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const { id } = (after ?? before) as LimitRow;
  return [{ limit: id, ...(from && { from }), ...(to && { to }) }];
}
