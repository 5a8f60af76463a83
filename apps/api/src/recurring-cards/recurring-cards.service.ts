import { Injectable } from '@nestjs/common';
import type {
  CardSchedule,
  NewRecurringCard,
  RecurringCard,
  RecurringCardChange,
  RecurringCardList,
} from '@weir/contract';
import { nextOccurrence } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { PresetsService } from '../card-templates/presets.service.js';
import type { BoardIds } from '../database/board-ids.js';
import type { BoardAccess } from '../http/access/caller.js';
import { invalid } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import { type BoardConditions, BoardWriter, type Write } from '../writes/board-writer.js';
import { changedValues } from '../writes/changed-values.js';
import { RecurringCardsRepository } from './recurring-cards.repository.js';

/** The recurring cards of a board: what each makes, where and when. The sweep makes them. */
@Injectable()
export class RecurringCardsService {
  constructor(
    private readonly repository: RecurringCardsRepository,
    private readonly presets: PresetsService,
    private readonly writer: BoardWriter,
  ) {}

  async list(access: BoardAccess): Promise<Result<RecurringCardList>> {
    return ok({ items: await this.repository.list(access) });
  }

  add(
    access: BoardAccess,
    { columnId = null, schedule, whenFull = 'wait', active = true, ...given }: NewRecurringCard,
    conditions: BoardConditions,
  ): Promise<Result<RecurringCard>> {
    return this.writer.write(access, { ...conditions, status: 201 }, async (write) => {
      const { tx, record } = write;
      const preset = await this.presets.make(tx, access, given, undefined);
      if (!preset.ok) return preset;
      if (columnId && !(await this.repository.hasColumn(tx, access, columnId)))
        return invalid('columnId', 'absent');
      const nextAt = active ? await this.nextAt(write, access, schedule) : null;
      const values = {
        ...{ ...preset.value, columnId, schedule: ordered(schedule), whenFull, active },
        ...{ nextAt, waiting: null, last: null },
      };
      const card = { id: uuid(), ...values };
      await this.repository.add(tx, access, card);
      record('recurringCard.added', [{ recurringCard: card.id, to: values }]);
      return ok(card);
    });
  }

  /** A new schedule, or one that goes on, counts from now. One that is paused waits for nothing. */
  change(
    access: BoardAccess,
    id: string,
    change: RecurringCardChange,
    conditions: BoardConditions,
  ): Promise<Result<RecurringCard>> {
    return this.writer.write(access, conditions, async (write) => {
      const { tx, record } = write;
      const card = (await this.repository.list(access, tx)).find((each) => each.id === id);
      if (!card) return refuse('not-found');
      const wanted = await this.presets.check(tx, access, change);
      if (!wanted.ok) return wanted;
      if (change.columnId && !(await this.repository.hasColumn(tx, access, change.columnId)))
        return invalid('columnId', 'absent');
      const { id: _, ...values } = { ...card, schedule: ordered(card.schedule) };
      const { schedule } = wanted.value;
      const set = changedValues(values, {
        ...wanted.value,
        ...(schedule && { schedule: ordered(schedule) }),
      });
      if (!set) return ok(card);
      const next = { ...values, ...set.to };
      if (!next.active) Object.assign(next, { nextAt: null, waiting: null });
      else if ('schedule' in set.to || 'active' in set.to)
        next.nextAt = await this.nextAt(write, access, next.schedule);
      const changed = changedValues(values, next) ?? set;
      await this.repository.change(tx, access, { id, ...next });
      record('recurringCard.changed', [{ recurringCard: id, ...changed }]);
      return ok({ id, ...next });
    });
  }

  remove(access: BoardAccess, id: string, conditions: BoardConditions): Promise<Result<void>> {
    return this.writer.write<void>(access, { ...conditions, status: 204 }, async ({ tx, record }) => {
      const card = (await this.repository.list(access, tx)).find((each) => each.id === id);
      if (!card) return refuse('not-found');
      await this.repository.remove(tx, access, id);
      const { id: _, ...from } = card;
      record('recurringCard.removed', [{ recurringCard: id, from }]);
      return ok(undefined);
    });
  }

  private async nextAt({ tx, now }: Write, board: BoardIds, schedule: CardSchedule): Promise<string | null> {
    const zone = await this.repository.timeZone(tx, board);
    return nextOccurrence(schedule, zone, now)?.toISOString() ?? null;
  }
}

/** With its fields in one order, whatever the order in which they were sent or kept. */
function ordered(schedule: CardSchedule): CardSchedule {
  return Object.fromEntries(Object.entries(schedule).toSorted()) as CardSchedule;
}
