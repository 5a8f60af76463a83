import { Injectable } from '@nestjs/common';
import type {
  Card,
  ChecklistItem,
  ChecklistItemChange,
  EventChanges,
  NewChecklistItems,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { isReordered, moveItem, nextOf } from '../../columns/column-order.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions, Write } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import type { CardRow } from '../cards.repository.js';
import { LockedCardsService } from '../locked-cards.service.js';
import { ChecklistRepository } from './checklist.repository.js';

/** The checklist of a card: its steps in order. Each change is one of the card, under its version. */
@Injectable()
export class ChecklistService {
  constructor(
    private readonly repository: ChecklistRepository,
    private readonly locked: LockedCardsService,
  ) {}

  /** Last, or before another item. */
  add(
    access: BoardAccess,
    number: number,
    { items, before }: NewChecklistItems,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    return this.locked.change(access, number, { ...conditions, status: 201 }, async (write, card) => {
      const present = await this.repository.list(write.tx, card);
      const at = before === undefined ? present.length : present.findIndex(({ id }) => id === before);
      if (at === -1) return invalid('before', 'absent');
      const added = items.map(({ text }): ChecklistItem => ({ id: uuid(), text, done: false }));
      const order = present.toSpliced(at, 0, ...added);
      await this.repository.add(write.tx, card, added);
      await this.repository.setOrder(write.tx, card, order);
      return this.finish(
        write,
        card,
        added.toReversed().map(({ id, text, done }) => ({
          card: number,
          item: id,
          from: null,
          to: { text, done, before: nextOf(order, id) },
        })),
      );
    });
  }

  change(
    access: BoardAccess,
    number: number,
    id: string,
    { before, after, ...values }: ChecklistItemChange,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    return this.locked.change(access, number, conditions, async (write, card) => {
      const items = await this.repository.list(write.tx, card);
      const item = items.find((each) => each.id === id);
      if (!item) return refuse('not-found');
      const neighbour = before ?? after;
      if (neighbour !== undefined && !items.some((each) => each !== item && each.id === neighbour))
        return invalid(before ? 'before' : 'after', 'absent');
      const order = moveItem(items, item, { before, after });
      if (!order.ok) return order;
      const isMoved = isReordered(order.value, items);
      const changed = changedValues({ text: item.text, done: item.done }, values);
      if (!changed && !isMoved) return ok(null);
      if (changed) await this.repository.change(write.tx, card, id, changed.to);
      if (isMoved) await this.repository.setOrder(write.tx, card, order.value);
      const to = { ...changed?.to, ...(isMoved && { before: nextOf(order.value, id) }) };
      return this.finish(write, card, [{ card: number, item: id, from: changed?.from ?? {}, to }]);
    });
  }

  remove(
    access: BoardAccess,
    number: number,
    id: string,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    return this.locked.change(access, number, conditions, async (write, card) => {
      const item = (await this.repository.list(write.tx, card)).find((each) => each.id === id);
      if (!item) return refuse('not-found');
      await this.repository.remove(write.tx, card, id);
      const { text, done } = item;
      return this.finish(write, card, [{ card: number, item: id, from: { text, done }, to: null }]);
    });
  }

  private async finish(
    { tx, record }: Write,
    card: CardRow,
    changes: EventChanges['card.checklistChanged'],
  ): Promise<Result<null>> {
    await this.repository.raiseVersion(tx, card);
    record('card.checklistChanged', [...changes, { card: card.number, to: { version: card.version + 1 } }]);
    return ok(null);
  }
}
