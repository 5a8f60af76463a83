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
} from '@weir/contract';
import { columnOrderFaults, isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../http/access/caller.js';
import { invalid } from '../http/problems/refusals.js';
import { limitFacts } from '../limits/limit-facts.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter, type Write } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { type ColumnRow, ColumnsRepository, type LimitRow } from './columns.repository.js';
import { isAnother, type Neighbour, placed, replaced } from './order.js';

const nameTaken = invalid('name', 'columnNameTaken');

/** The columns of a board, each by a name of its own. They run queue…, active…, done…; none goes from under its cards but gives them a home. */
@Injectable()
export class ColumnsService {
  constructor(
    private readonly repository: ColumnsRepository,
    private readonly explanations: LimitRefusalsService,
    private readonly writer: BoardWriter,
  ) {}

  /** Last of its kind unless placed. */
  add(
    access: BoardAccess,
    { limit, before, after, name, kind, split = false, policy = '' }: NewColumn,
    conditions: BoardConditions,
  ): Promise<Result<Column>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      if (columns.some((each) => isSameName(each.name, name))) return nameTaken;
      const column = { id: uuid(), name, kind, split, policy };
      const lastOfItsKind = columns.findLast((each) => each.kind === kind)?.id;
      const place = before || after ? { before, after } : { before: undefined, after: lastOfItsKind };
      const order = placed(columns, column, place);
      const wrong = order.ok ? faultOf(order.value, before ? 'before' : 'after') : order;
      if (!order.ok || wrong) return wrong as Result<never>;
      await this.repository.add(tx, access, column);
      await this.repository.order(tx, access, order.value);
      if (limit) await this.repository.limit(tx, access, column.id, limit);
      const own = await this.repository.ownLimit(tx, access, column.id);
      const { id, ...facts } = column;
      record('column.added', [
        { column: id, to: facts },
        ...(own ? [{ limit: own.id, to: limitFacts(own) }] : []),
      ]);
      return ok(await this.repository.column(tx, access, id));
    });
  }

  /** Its name, policy and halves, its place among its kind, its limit: null takes the limit away. */
  change(
    access: BoardAccess,
    id: string,
    { limit, before, after, ...wanted }: ColumnChange,
    conditions: BoardConditions,
  ): Promise<Result<Column>> {
    const lock = wanted.split === false ? { cardsIn: { columnId: id } } : {};
    return this.writer.write(access, { ...conditions, lock }, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      const column = columns.find((each) => each.id === id);
      if (!column) return refuse('not-found');
      if (wanted.name !== undefined && wanted.name !== column.name) {
        const { name } = wanted;
        if (columns.some((each) => each !== column && isSameName(each.name, name))) return nameTaken;
      }
      const stood = await this.repository.ownLimit(tx, access, id);
      if (wanted.split && column.kind !== 'active') return invalid('split', 'onlyActiveSplits');
      const order = replaced(columns, column, { before, after });
      const wrong = order.ok ? faultOf(order.value, before ? 'before' : 'after') : order;
      if (!order.ok || wrong) return wrong as Result<never>;
      const isMoved = isAnother(order.value, columns);
      if (isMoved) await this.repository.order(tx, access, order.value);
      await this.repository.change(tx, access, id, wanted);
      if (limit !== undefined) await this.repository.limit(tx, access, id, limit);
      const stands = await this.repository.ownLimit(tx, access, id);
      const changes = [
        ...toldOfColumn(column, wanted, isMoved ? { before, after } : {}),
        ...(limit === undefined ? [] : toldOfLimit(stood, stands)),
      ];
      if (changes.length > 0) record('column.changed', changes);
      return ok(await this.repository.column(tx, access, id));
    });
  }

  /**
   * Its cards, archived ones too, go to the end of `cardsTo` where that has room; without it the column must
   * be empty. The last of its kind stays. Limits on it alone go, those of groups go on without it.
   */
  async remove(
    access: BoardAccess,
    id: string,
    cardsTo: string | undefined,
    conditions: BoardConditions,
  ): Promise<Result<void>> {
    const lock = cardsTo === undefined ? {} : { cardsIn: { columnId: id } };
    const options = { ...conditions, status: 204, lock };
    const result = await this.writer.write<void>(access, options, async (write) => {
      const columns = await this.repository.list(write.tx, access);
      const column = columns.find((each) => each.id === id);
      if (!column) return refuse('not-found');
      const others = columns.filter((each) => each !== column);
      const [fault] = columnOrderFaults(others.map(({ kind }) => kind));
      if (fault) return invalid('column', 'lastOfKind');
      const moved = await this.rehouse(write, access, column, others, cardsTo);
      if (!moved.ok) return moved;
      const limits = await this.unlimit(write, access, id);
      if (!limits.ok) return limits;
      await this.repository.remove(write.tx, access, id);
      const { id: _, policy: __, ...from } = column;
      const told = { column: id, from, ...(cardsTo !== undefined && { cardsTo }) };
      write.record('column.removed', [told, ...moved.value, ...limits.value]);
      return ok(undefined);
    });
    if (cardsTo === undefined) return result;
    return this.explanations.explained(access, result, { kind: 'clearColumn', columnId: id, to: cardsTo });
  }

  /** The cards that moved, as the event tells it. */
  private async rehouse(
    { tx, now }: Write,
    access: BoardAccess,
    { id }: ColumnRow,
    others: ColumnRow[],
    cardsTo: string | undefined,
  ): Promise<Result<(CardMoved | CardUnassigned)[]>> {
    if (cardsTo !== undefined) {
      if (cardsTo === id) return invalid('cardsTo', 'otherColumn');
      if (!others.some((each) => each.id === cardsTo)) return invalid('cardsTo', 'notColumnOfBoard');
      return ok(await this.repository.rehouse(tx, access, id, cardsTo, now));
    }
    const cards = await this.repository.countCards(tx, access, id);
    return cards > 0 ? refuse('column-not-empty', { cards }) : ok([]);
  }

  /** Takes the column out of all limits, and says what became of each. */
  private async unlimit(
    { tx }: Write,
    access: BoardAccess,
    id: string,
  ): Promise<Result<(LimitRemoved | GroupShrunk)[]>> {
    const limits = await this.repository.limitsOn(tx, access, id);
    const [groups, gone] = partition(limits, ({ columnIds }) => columnIds.length > 2);
    const told: (LimitRemoved | GroupShrunk)[] = gone.map((limit) => ({
      limit: limit.id,
      from: limitFacts(limit),
    }));
    for (const group of groups) {
      const columnIds = group.columnIds.filter((each) => each !== id);
      if (await this.repository.isGroup(tx, access, columnIds)) return invalid('column', 'sameLimit');
      await this.repository.shrink(tx, group, columnIds);
      told.push({ limit: group.id, from: { columnIds: group.columnIds }, to: { columnIds } });
    }
    await this.repository.removeLimits(tx, access, gone);
    return ok(told);
  }
}

function faultOf(order: ColumnRow[], path: string) {
  const [fault] = columnOrderFaults(order.map(({ kind }) => kind));
  return fault ? invalid(path, fault.code, fault.params) : null;
}

/** What differs in the column itself, if anything does. */
function toldOfColumn(
  stood: ColumnRow,
  wanted: Partial<ColumnRow>,
  { before, after }: Neighbour,
): EventChanges['column.changed'] {
  const { id, name, split, policy } = stood;
  const changed = changedValues(
    { name, split, policy },
    { name: wanted.name, split: wanted.split, policy: wanted.policy },
  );
  if (!changed && !before && !after) return [];
  const place = { ...(before && { before }), ...(after && { after }) };
  return [{ column: id, from: changed?.from ?? {}, to: { ...changed?.to, ...place } }];
}

function toldOfLimit(stood: LimitRow | null, stands: LimitRow | null): ColumnLimitChanged[] {
  const [from, to] = [stood && limitFacts(stood), stands && limitFacts(stands)];
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  const { id } = (stands ?? stood) as LimitRow;
  return [{ limit: id, ...(from && { from }), ...(to && { to }) }];
}

function partition<Item>(items: Item[], isOne: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(isOne), items.filter((item) => !isOne(item))];
}
