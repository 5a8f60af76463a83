import { Injectable } from '@nestjs/common';
import type { RecurringCard, RecurringState } from '@weir/contract';
import { nextOccurrence, occurrencesBetween } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import { BoardWriter, type Write } from '../writes/board-writer.js';
import { type DueRecurring, RecurringCardsRepository } from './recurring-cards.repository.js';

/** More missed occurrences than this are not counted. */
const mostCounted = 1000;

/** An occurrence whose time has come, and how many before it are left out for it. */
type Occurrence = { at: string; missed: number };

/** Makes recurring cards, in the system's name. They obey the limits like every new card. */
@Injectable()
export class OccurrencesService {
  constructor(
    private readonly repository: RecurringCardsRepository,
    private readonly writer: BoardWriter,
  ) {}

  due(now: Date, most: number): Promise<DueRecurring[]> {
    return this.repository.due(now, most);
  }

  /**
   * Makes the card of an occurrence that has come or waits, once: it decides under the clock, so another instance that does
   * the same finds nothing to do. Of several occurrences that have come, only the last gets a card.
   */
  async make({ id, ...board }: DueRecurring): Promise<void> {
    await this.writer.writeForJob(board, async (write) => {
      const card = (await this.repository.list(board, write.tx)).find((each) => each.id === id);
      if (card) await this.makeIn(write, board, card);
    });
  }

  private async makeIn(write: Write, board: Omit<DueRecurring, 'id'>, card: RecurringCard): Promise<void> {
    const { tx, record, seq } = write;
    const { id, waiting } = card;
    const isDue = card.nextAt !== null && new Date(card.nextAt) <= write.now;
    if (!isDue && !waiting) return;
    // Nothing of the board has changed since there was no room.
    if (!isDue && (await this.repository.refusedSeq(tx, board, id)) === seq - 1n) return;
    const { nextAt, at, missed } = await this.occurrence(write, board, card, isDue);
    const made = await this.repository.make(write, board, id, uuid());
    if (!('refused' in made)) {
      const last = { kind: 'created' as const, at, missed, card: made.number };
      const moved = await this.move(write, board, card, { nextAt, waiting: null, last }, null);
      record('card.created', [
        { card: made.number, recurringCard: id, to: made.to },
        ...made.items,
        { recurringCard: id, ...moved },
      ]);
      return;
    }
    // A cap says nothing about the board's changes, so each sweep tries again.
    const { limits = [] } = made;
    if (card.whenFull === 'skip' && !waiting) {
      const last = { kind: 'skipped' as const, at, missed, limits };
      const moved = await this.move(write, board, card, { nextAt, waiting: null, last }, null);
      return record('recurringCard.skipped', [{ recurringCard: id, ...moved }]);
    }
    const waits = { since: at, missed, limits };
    // Without an event the number of this write is given back.
    const refusedAt = isDue ? seq : seq - 1n;
    const state = { nextAt, waiting: isDue ? waits : waiting, last: card.last };
    const moved = await this.move(write, board, card, state, limits.length > 0 ? refusedAt : null);
    if (isDue) record('recurringCard.waiting', [{ recurringCard: id, ...moved }]);
  }

  /** What is due now, and when the next is due. One waiting occurrence covers those that came due after it. */
  private async occurrence(
    { tx, now }: Write,
    board: Omit<DueRecurring, 'id'>,
    { schedule, nextAt, waiting }: RecurringCard,
    isDue: boolean,
  ): Promise<Occurrence & Pick<RecurringState, 'nextAt'>> {
    const kept = waiting && { at: waiting.since, missed: waiting.missed };
    if (!isDue || nextAt === null) return { at: now.toISOString(), missed: 0, ...kept, nextAt };
    const zone = await this.repository.timeZone(tx, board);
    const since = { after: nextAt, to: now, most: mostCounted };
    const { count, last } = occurrencesBetween(schedule, zone, since);
    const next = nextOccurrence(schedule, zone, now)?.toISOString() ?? null;
    return kept
      ? { at: kept.at, missed: kept.missed + count + 1, nextAt: next }
      : { at: last?.toISOString() ?? nextAt, missed: count, nextAt: next };
  }

  /** Sets the state and returns what differs, for the event. */
  private async move(
    { tx }: Write,
    board: Omit<DueRecurring, 'id'>,
    { id, nextAt, waiting, last }: RecurringCard,
    to: RecurringState,
    refusedSeq: bigint | null,
  ): Promise<{ from: RecurringState; to: RecurringState }> {
    await this.repository.setState(tx, board, id, to, refusedSeq);
    return { from: { nextAt, waiting, last }, to };
  }
}
