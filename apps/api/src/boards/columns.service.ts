import { Injectable } from '@nestjs/common';
import type { Column, ColumnChange, NewColumn } from '@weir/contract';
import { structureFaults } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { type BoardConditions, BoardWriter } from '../database/board-writer.js';
import type { BoardAccess } from '../http/caller.js';
import { invalid } from '../http/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type ColumnRow, ColumnsRepository } from './columns.repository.js';
import { placed } from './order.js';

/** The columns of a board. They run queue…, active…, done…; nothing here moves a card or lets one in. */
@Injectable()
export class ColumnsService {
  constructor(
    private readonly repository: ColumnsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** Last of its kind unless placed. */
  add(
    access: BoardAccess,
    { limit, before, after, ...column }: NewColumn,
    conditions: BoardConditions,
  ): Promise<Result<Column>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      const id = uuid();
      const lastOfItsKind = columns.findLast(({ kind }) => kind === column.kind)?.id;
      const place = before || after ? { before, after } : { before: undefined, after: lastOfItsKind };
      const order = placed(columns, { id, ...column }, place);
      const wrong = order.ok ? faultOf(order.value, before ? 'before' : 'after') : order;
      if (!order.ok || wrong) return wrong as Result<never>;
      await this.repository.add(tx, access, { id, ...column });
      await this.repository.order(tx, access, order.value);
      if (limit) await this.repository.limit(tx, access, id, limit);
      record('column.added', [{ column: id, to: { ...column, limit: limit ?? null } }]);
      return ok(await this.repository.column(tx, access, id));
    });
  }

  /** Its name, its place among its kind, its limit: null takes the limit away. */
  change(
    access: BoardAccess,
    id: string,
    { name, limit, before, after }: ColumnChange,
    conditions: BoardConditions,
  ): Promise<Result<Column>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      const column = columns.find((each) => each.id === id);
      if (!column) return refuse('not-found');
      if (before || after) {
        const others = columns.filter((each) => each.id !== id);
        const order = placed(others, column, { before, after });
        const wrong = order.ok ? faultOf(order.value, before ? 'before' : 'after') : order;
        if (!order.ok || wrong) return wrong as Result<never>;
        await this.repository.order(tx, access, order.value);
      }
      const stood = await this.repository.column(tx, access, id);
      if (name !== undefined) await this.repository.rename(tx, access, id, name);
      if (limit !== undefined) await this.repository.limit(tx, access, id, limit);
      const stands = await this.repository.column(tx, access, id);
      const said = ({ name, limit }: Column) => ({ name, limit: limit?.max ?? null });
      record('column.changed', [
        {
          column: id,
          from: said(stood),
          to: { ...said(stands), ...(before && { before }), ...(after && { after }) },
        },
      ]);
      return ok(stands);
    });
  }

  /** Refused while cards stand in it, archived ones included, and for the last of its kind. */
  remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { ...conditions, status: 204 }, async ({ tx, record }) => {
      const columns = await this.repository.list(tx, access);
      const column = columns.find((each) => each.id === id);
      if (!column) return refuse('not-found');
      const [fault] = structureFaults(columns.filter((each) => each !== column).map(({ kind }) => kind));
      if (fault) return invalid('column', `is the last of kind ${column.kind}: a board ${fault.message}`);
      const cards = await this.repository.cardsIn(tx, access, id);
      if (cards > 0) return refuse('column-not-empty', { cards });
      await this.repository.remove(tx, access, id);
      record('column.removed', [{ column: id, from: { name: column.name, kind: column.kind } }]);
      return ok(undefined);
    });
  }
}

function faultOf(order: ColumnRow[], path: string) {
  const [fault] = structureFaults(order.map(({ kind }) => kind));
  return fault ? invalid(path, fault.message) : null;
}
