import { Injectable } from '@nestjs/common';
import type { EventChanges } from '@weir/contract';
import type { Tx } from '../../database/prisma.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { type CardRow, CardsRepository } from '../cards.repository.js';
import { CardHistoryService } from '../history/history.service.js';
import { isAsCreated } from './as-created.js';
import { DeletingRepository, type OtherSide } from './deleting.repository.js';

/** The most events that a card may have for its creation to be undone: it is new. */
const mostEvents = 100;

/**
 * Deletes archived cards for good, with their comments, checklists, files and links, and new cards whose creation is undone.
 * The sweep deletes the contents of the files. A requester whose work was taken off was notified when it was archived;
 * nothing changes for them. The events of the board keep what happened, and no other card gets the number.
 */
@Injectable()
export class DeletingService {
  constructor(
    private readonly repository: DeletingRepository,
    private readonly cards: CardsRepository,
    private readonly history: CardHistoryService,
    private readonly writer: BoardWriter,
  ) {}

  remove(access: BoardAccess, number: number, conditions: VersionConditions): Promise<Result<void>> {
    return this.removeIf(access, number, conditions, (tx, card) => this.refusalOf(tx, card));
  }

  /** Deletes a card that the caller created and that is still as they created it: see `isAsCreated`. */
  async undoCreation(
    access: BoardAccess,
    number: number,
    conditions: VersionConditions,
  ): Promise<Result<void>> {
    // Most of its events are read before the clock is taken.
    const seq = await this.repository.boardSeq(access);
    const known = await this.history.read(access, number, { size: mostEvents });
    return this.removeIf(access, number, conditions, async (tx, card) => {
      // Only here: a retry finds no card, and the writer answers it by its key.
      if (!known.ok) return known;
      const { items, nextCursor } = known.value;
      const before = items.filter((event) => event.seq <= seq).toReversed();
      const news = await this.repository.eventsAfter(tx, access, number, seq);
      const isSame = nextCursor === null && isAsCreated([...before, ...news], number, access.userId);
      return isSame && card.requestId === null ? null : refuse('card-changed');
    });
  }

  /** All links go in this one write, under the clocks of all boards concerned, with an event on each. */
  private removeIf(
    access: BoardAccess,
    number: number,
    { version, key }: VersionConditions,
    refusalOf: (tx: Tx, card: CardRow) => Promise<Result<never> | null>,
  ): Promise<Result<void>> {
    const options = { key, status: 204, lock: { cards: [number], linkedBoards: true } };
    return this.writer.write<void>(access, options, async ({ tx, record, recordOn }) => {
      const card = await this.cards.find(tx, access, number);
      if (!card) return refuse('not-found');
      const refused = refuseStale(version, card.version) ?? (await refusalOf(tx, card));
      if (refused) return refused;
      const boards = await this.repository.boardsLinkedTo(tx, card);
      for (const boardId of boards) {
        const links = await this.repository.otherSides(tx, card, boardId);
        recordOn(boardId, 'card.unlinked', unlinked(links, access, number));
      }
      record('card.deleted', await this.changesOf(tx, access, card));
      await this.repository.remove(tx, card);
      return ok(undefined);
    });
  }

  private async refusalOf(tx: Tx, card: CardRow): Promise<Result<never> | null> {
    if (!card.archivedAt) return refuse('card-not-archived');
    return (await this.repository.wasDisplaced(tx, card)) ? refuse('card-displaced') : null;
  }

  private async changesOf(tx: Tx, access: BoardAccess, card: CardRow): Promise<EventChanges['card.deleted']> {
    const { number, title } = card;
    const others = await this.repository.otherSides(tx, card, card.boardId);
    const items = await this.repository.freeItems(tx, card);
    return [
      { card: number, from: { title }, to: null },
      ...unlinked(others, access, number),
      ...items.map(({ id, number: other }) => ({
        card: other,
        item: id,
        from: { became: number },
        to: { became: null },
      })),
    ];
  }
}

/** The links as the other cards lose them. */
function unlinked(links: OtherSide[], { boardKey: board }: BoardAccess, number: number) {
  return links.map(({ id, number: card, kind }) => ({
    card,
    link: id,
    from: { kind, board, number },
    to: null,
  }));
}
