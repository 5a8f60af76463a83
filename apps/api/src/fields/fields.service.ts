import { Injectable } from '@nestjs/common';
import type { CustomField, FieldChange, NewField } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { insertItem, isReordered, moveItem, nextOf } from '../columns/column-order.js';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { FieldsRepository } from './fields.repository.js';

const nameTaken = conflict('name', 'fieldNameTaken');

/** The custom fields of a board, each under a name of its own. */
@Injectable()
export class FieldsService {
  constructor(
    private readonly repository: FieldsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** Last, unless a neighbour is named. */
  add(
    access: BoardAccess,
    { name, kind, onCards = false, options = [], ...neighbour }: NewField,
    conditions: BoardConditions,
  ): Promise<Result<CustomField>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const fields = await this.repository.list(tx, access);
      const identified = options.map((option) => ({ id: uuid(), ...option }));
      const field: CustomField = { id: uuid(), name, kind, onCards, options: identified };
      const order = insertItem(fields, field, neighbour);
      if (!order.ok) return order;
      if (fields.some((each) => isSameName(each.name, name))) return nameTaken;
      await this.repository.add(tx, access, field);
      await this.repository.setOrder(tx, access, order.value);
      const { id } = field;
      record('field.added', [
        { field: id, to: { name, kind, onCards, before: nextOf(order.value, id) } },
        ...identified.toReversed().map(({ id: option, ...values }) => ({
          ...{ field: id, option, from: null },
          to: { ...values, before: nextOf(identified, option) },
        })),
      ]);
      return ok(field);
    });
  }

  change(
    access: BoardAccess,
    id: string,
    { before, after, ...change }: FieldChange,
    conditions: BoardConditions,
  ): Promise<Result<CustomField>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const fields = await this.repository.list(tx, access);
      const field = fields.find((each) => each.id === id);
      if (!field) return refuse('not-found');
      const order = moveItem(fields, field, { before, after });
      if (!order.ok) return order;
      const { from = {}, to = {} } =
        changedValues({ name: field.name, onCards: field.onCards }, change) ?? {};
      if (fields.some((each) => each !== field && to.name !== undefined && isSameName(each.name, to.name))) {
        return nameTaken;
      }
      const isMoved = isReordered(order.value, fields);
      if (isMoved) await this.repository.setOrder(tx, access, order.value);
      if (Object.keys(to).length > 0) await this.repository.change(tx, access, id, to);
      if (isMoved || Object.keys(to).length > 0) {
        const place = isMoved ? { before: nextOf(order.value, id) } : {};
        record('field.changed', [{ field: id, from, to: { ...to, ...place } }]);
      }
      return ok({ ...field, ...to });
    });
  }

  /** With `fromCards` the cards that have a value of it, archived ones too, lose it. Without it no card may have one. */
  remove(
    access: BoardAccess,
    id: string,
    fromCards: boolean,
    conditions: BoardConditions,
  ): Promise<Result<void>> {
    const lock = fromCards ? { cardsIn: { fieldId: id } } : {};
    return this.writer.write<void>(access, { ...conditions, status: 204, lock }, async ({ tx, record }) => {
      const fields = await this.repository.list(tx, access);
      const field = fields.find((each) => each.id === id);
      if (!field) return refuse('not-found');
      const cards = fromCards ? 0 : await this.repository.countCards(tx, access, id);
      if (cards > 0) return refuse('field-in-use', { cards });
      const cleared = await this.repository.takeOffCards(tx, access, id);
      await this.repository.remove(tx, access, id);
      const { name, kind, onCards } = field;
      record('field.removed', [{ field: id, from: { name, kind, onCards } }, ...cleared]);
      return ok(undefined);
    });
  }
}
