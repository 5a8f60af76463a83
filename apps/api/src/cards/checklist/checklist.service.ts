import { Injectable } from '@nestjs/common';
import {
  type Card,
  type ChecklistItemChange,
  type EventChanges,
  longestCardTitle,
  type NewCard,
  type NewChecklistItems,
} from '@weir/contract';
import { v7 as uuid } from 'uuid';
import { isReordered, moveItem, nextOf } from '../../columns/column-order.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid } from '../../http/problems/refusals.js';
import { LimitRefusalsService } from '../../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../../result.js';
import type { VersionConditions, Write } from '../../writes/board-writer.js';
import { changedValues } from '../../writes/changed-values.js';
import { type CardRow, CardsRepository } from '../cards.repository.js';
import { LockedCardsService } from '../locked-cards.service.js';
import { ChecklistRepository, type Item } from './checklist.repository.js';

/** The checklist of a card: its steps in order. Each change is one of the card, under its version. */
@Injectable()
export class ChecklistService {
  constructor(
    private readonly repository: ChecklistRepository,
    private readonly locked: LockedCardsService,
    private readonly cards: CardsRepository,
    private readonly limitRefusals: LimitRefusalsService,
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
      const added = items.map(({ text, done = false }) => ({ id: uuid(), text, done }));
      const order: { id: string }[] = present;
      order.splice(at, 0, ...added);
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
      const { assigneeId } = values;
      if (assigneeId && (await this.cards.hasUnassignable(write.tx, card, [assigneeId])))
        return invalid('assigneeId', 'notOfTheTeam');
      const { id: _, became: __, ...known } = item;
      const changed = changedValues(known, values);
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
      const { id: _, text, done, ...more } = item;
      const given = Object.entries(more).filter(([, value]) => value !== null);
      const from = { text, done, ...Object.fromEntries(given) };
      return this.finish(write, card, [{ card: number, item: id, from, to: null }]);
    });
  }

  /** Creates the card of an item in the first queue column, once: an item that has one keeps it. 409 where a limit refuses. */
  async turnIntoCard(
    access: BoardAccess,
    number: number,
    id: string,
    conditions: VersionConditions,
  ): Promise<Result<Card>> {
    const result = await this.locked.change(access, number, conditions, async (write, card) => {
      const item = (await this.repository.list(write.tx, card)).find((each) => each.id === id);
      if (!item) return refuse('not-found');
      if (item.became !== null) return ok(null);
      const becameId = uuid();
      const created = await this.cards.insert(
        write,
        access,
        becameId,
        await this.cardOf(write, card, item),
        null,
      );
      await this.repository.change(write.tx, card, id, { becameId });
      await this.repository.raiseVersion(write.tx, card);
      write.record('card.created', [
        { card: created.number, to: created.to },
        { card: number, item: id, from: { became: null }, to: { became: created.number } },
        { card: number, to: { version: card.version + 1 } },
      ]);
      return ok(null);
    });
    return this.limitRefusals.explain(access, result, { kind: 'create', classOfService: 'standard' });
  }

  /** A text that is too long for a title becomes the description. An assignee who can't be given cards any more is left out. */
  private async cardOf({ tx }: Write, card: CardRow, { text, assigneeId, dueOn }: Item): Promise<NewCard> {
    const characters = [...text];
    const isLong = characters.length > longestCardTitle;
    const isAssignable = assigneeId !== null && !(await this.cards.hasUnassignable(tx, card, [assigneeId]));
    return {
      title: isLong ? `${characters.slice(0, longestCardTitle - 1).join('')}…` : text,
      ...(isLong && { description: text }),
      ...(isAssignable && { assigneeIds: [assigneeId] }),
      ...(dueOn && { dueOn }),
    };
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
