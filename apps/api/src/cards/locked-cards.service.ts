import { Injectable } from '@nestjs/common';
import type { Card } from '@weir/contract';
import type { BoardAccess } from '../http/access/caller.js';
import { staleVersion } from '../http/problems/refusals.js';
import { ok, type Result, refuse } from '../result.js';
import {
  BoardWriter,
  type VersionConditions,
  type Write,
  type WriteOptions,
} from '../writes/board-writer.js';
import type { RowLocks } from '../writes/row-locks.js';
import { type CardRow, CardsRepository } from './cards.repository.js';

/** `blockedBoards`: the write may deliver, archive or reopen the card. */
type CardWriteOptions = VersionConditions &
  Pick<WriteOptions, 'override' | 'status'> &
  Pick<RowLocks, 'blockedBoards'>;

/** Writes to one card: it is locked, checked against the caller's version, and returned as it is after the work. */
@Injectable()
export class LockedCardsService {
  constructor(
    private readonly cards: CardsRepository,
    private readonly writer: BoardWriter,
  ) {}

  change(
    access: BoardAccess,
    number: number,
    { version, key, override, status = 200, blockedBoards = false }: CardWriteOptions,
    work: (write: Write, card: CardRow) => Promise<Result<null>>,
  ): Promise<Result<Card>> {
    return this.writer.write<Card>(
      access,
      { key, lock: { cards: [number], blockedBoards }, override, status },
      async (write) => {
        const card = await this.cards.find(write.tx, access, number);
        if (!card) return refuse('not-found');
        if (version !== null && version !== card.version) return staleVersion(card.version);
        const done = await work(write, card);
        return done.ok ? ok(await this.cards.document(write.tx, access, number)) : done;
      },
    );
  }
}
