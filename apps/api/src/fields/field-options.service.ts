import { Injectable } from '@nestjs/common';
import type { CustomField, FieldOption, FieldOptionChange, NewFieldOption } from '@weir/contract';
import { isSameName } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { insertItem, isReordered, moveItem, nextOf } from '../columns/column-order.js';
import type { Tx } from '../database/prisma.js';
import type { BoardAccess } from '../http/access/caller.js';
import { conflict } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { FieldsRepository } from './fields.repository.js';

type OptionIds = { field: string; option: string };

const nameTaken = conflict('name', 'optionNameTaken');

/** The options of the custom fields of kind `choice`. Other fields have none: 404. */
@Injectable()
export class FieldOptionsService {
  constructor(
    private readonly repository: FieldsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** Last, unless a neighbour is named. */
  add(
    access: BoardAccess,
    fieldId: string,
    { name, colour, ...neighbour }: NewFieldOption,
    conditions: BoardConditions,
  ): Promise<Result<FieldOption>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async ({ tx, record }) => {
      const field = await this.choice(tx, access, fieldId);
      if (!field) return refuse('not-found');
      const option = { id: uuid(), name, colour };
      const order = insertItem(field.options, option, neighbour);
      if (!order.ok) return order;
      if (field.options.some((each) => isSameName(each.name, name))) return nameTaken;
      await this.repository.addOptions(tx, access, fieldId, [option]);
      await this.repository.setOptionOrder(tx, access, fieldId, order.value);
      const to = { name, colour, before: nextOf(order.value, option.id) };
      record('field.changed', [{ field: fieldId, option: option.id, from: null, to }]);
      return ok(option);
    });
  }

  change(
    access: BoardAccess,
    { field: fieldId, option: id }: OptionIds,
    { before, after, ...change }: FieldOptionChange,
    conditions: BoardConditions,
  ): Promise<Result<FieldOption>> {
    return this.writer.write(access, conditions, async ({ tx, record }) => {
      const { options = [] } = (await this.choice(tx, access, fieldId)) ?? {};
      const option = options.find((each) => each.id === id);
      if (!option) return refuse('not-found');
      const order = moveItem(options, option, { before, after });
      if (!order.ok) return order;
      const { from = {}, to = {} } =
        changedValues({ name: option.name, colour: option.colour }, change) ?? {};
      if (
        options.some((each) => each !== option && to.name !== undefined && isSameName(each.name, to.name))
      ) {
        return nameTaken;
      }
      const isMoved = isReordered(order.value, options);
      if (isMoved) await this.repository.setOptionOrder(tx, access, fieldId, order.value);
      if (Object.keys(to).length > 0) await this.repository.changeOption(tx, access, fieldId, id, to);
      if (isMoved || Object.keys(to).length > 0) {
        const place = isMoved ? { before: nextOf(order.value, id) } : {};
        record('field.changed', [{ field: fieldId, option: id, from, to: { ...to, ...place } }]);
      }
      return ok({ ...option, ...to });
    });
  }

  /** With `fromCards` the cards that have it, archived ones too, lose it. Without it no card may have it. */
  remove(
    access: BoardAccess,
    { field: fieldId, option: id }: OptionIds,
    fromCards: boolean,
    conditions: BoardConditions,
  ): Promise<Result<void>> {
    const lock = fromCards ? { cardsIn: { fieldId, optionId: id } } : {};
    return this.writer.write<void>(access, { ...conditions, status: 204, lock }, async ({ tx, record }) => {
      const { options = [] } = (await this.choice(tx, access, fieldId)) ?? {};
      const option = options.find((each) => each.id === id);
      if (!option) return refuse('not-found');
      const cards = fromCards ? 0 : await this.repository.countCards(tx, access, fieldId, id);
      if (cards > 0) return refuse('option-in-use', { cards });
      const cleared = await this.repository.takeOffCards(tx, access, fieldId, id);
      await this.repository.removeOption(tx, access, fieldId, id);
      const { name, colour } = option;
      record('field.changed', [{ field: fieldId, option: id, from: { name, colour }, to: null }, ...cleared]);
      return ok(undefined);
    });
  }

  private async choice(tx: Tx, access: BoardAccess, id: string): Promise<CustomField | undefined> {
    const fields = await this.repository.list(tx, access);
    return fields.find((field) => field.id === id && field.kind === 'choice');
  }
}
