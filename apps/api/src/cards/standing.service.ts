import { Injectable } from '@nestjs/common';
import { type Card, type PutBack, ReasonToRequester } from '@weir/contract';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../http/access/caller.js';
import { invalid, staleVersion } from '../http/problems/refusals.js';
import { LimitRefusalsService } from '../limits/limit-refusals.service.js';
import { ok, type Result, refuse } from '../result.js';
import { BoardWriter, type Write, type WriteOptions } from '../writes/board-writer.js';
import { type CardRow, CardsRepository } from './cards.repository.js';
import type { Conditions } from './cards.service.js';
import { StandingRepository } from './standing.repository.js';

const tooShort = invalid('reason', 'tellRequester', { min: 10 });

/** Put back, blocked, archived: each is a record of who and when, and each way back is held by the limits. */
@Injectable()
export class StandingService {
  constructor(
    private readonly cards: CardsRepository,
    private readonly repository: StandingRepository,
    private readonly explanations: LimitRefusalsService,
    private readonly writer: BoardWriter,
  ) {}

  /** What is begun, to the end of the first queue column, with a reason that is told to who asked for it. */
  async putBack(
    access: BoardAccess,
    number: number,
    { override, ...why }: PutBack,
    conditions: Conditions,
  ): Promise<Result<Card>> {
    const result = await this.change(access, number, { ...conditions, override }, async (write, card) => {
      if (card.archivedAt) return refuse('card-archived');
      if (!card.committedAt) return refuse('card-not-committed', { card: number, columnId: card.columnId });
      if (card.requestId && !ReasonToRequester.safeParse(why.reason).success) return tooShort;
      const queue = await this.repository.firstQueue(write.tx, card);
      const moved = await this.repository.toEndOf(write, card, queue);
      const said = { reason: why.reason, message: why.message ?? null };
      write.record('card.putBack', [
        { card: number, ...moved, ...said },
        ...(await this.repository.takenUp(write.tx, card)),
      ]);
      if (card.requestId) await this.repository.tellPutBack(write, access, card.requestId, said);
      return ok(undefined);
    });
    return this.explanations.explained(access, result, { kind: 'putBack', card: number });
  }

  /** Blocking what is blocked already corrects its reason; the time goes on. */
  block(access: BoardAccess, number: number, reason: string, conditions: Conditions): Promise<Result<Card>> {
    return this.change(access, number, conditions, async (write, card) => {
      if (card.archivedAt) return refuse('card-archived');
      const open = await this.repository.openBlock(write.tx, card);
      if (open?.reason === reason) return ok(undefined);
      await this.repository.block(write, access, card, open, { id: uuid(), reason });
      write.record('card.blocked', [
        { card: number, from: { reason: open?.reason ?? null }, to: { reason } },
      ]);
      return ok(undefined);
    });
  }

  unblock(access: BoardAccess, number: number, conditions: Conditions): Promise<Result<Card>> {
    return this.change(access, number, conditions, async (write, card) => {
      const open = await this.repository.openBlock(write.tx, card);
      if (!open) return ok(undefined);
      await this.repository.unblock(write, access, card, open);
      write.record('card.unblocked', [{ card: number, from: { reason: open.reason } }]);
      return ok(undefined);
    });
  }

  archive(access: BoardAccess, number: number, conditions: Conditions): Promise<Result<Card>> {
    return this.change(access, number, conditions, async (write, card) => {
      if (card.archivedAt) return ok(undefined);
      await this.repository.archive(write, card, write.now);
      write.record('card.archived', [{ card: number, from: { columnId: card.columnId } }]);
      return ok(undefined);
    });
  }

  /**
   * To the end of the column it stood in, or of the one named, if that has room. As in a move, what was not done in
   * its half is not taken onward.
   */
  async restore(
    access: BoardAccess,
    number: number,
    columnId: string | undefined,
    conditions: Conditions,
  ): Promise<Result<Card>> {
    const result = await this.change(access, number, conditions, async (write, card) => {
      if (!card.archivedAt) return ok(undefined);
      if (columnId === undefined || columnId === card.columnId) {
        await this.repository.archive(write, card, null);
        write.record('card.restored', [{ card: number, to: { columnId: card.columnId } }]);
        return ok(undefined);
      }
      const [from, to] = await this.repository.columns(write.tx, card, [card.columnId, columnId]);
      if (!from || !to) return invalid('columnId', 'notColumnOfBoard');
      if (from.split && !card.done && to.position > from.position)
        return refuse('card-not-done', { card: number, columnId: from.id });
      const moved = await this.repository.toEndOf(write, card, columnId);
      write.record('card.restored', [
        { card: number, ...moved },
        ...(await this.repository.takenUp(write.tx, card)),
      ]);
      return ok(undefined);
    });
    const card = result.ok ? null : await this.cards.detail(access, number);
    if (!card) return result;
    const wish = { kind: 'restore' as const, card: { ...card, columnId: columnId ?? card.columnId } };
    return this.explanations.explained(access, result, wish);
  }

  private change(
    access: BoardAccess,
    number: number,
    { version, key, override }: Conditions & Pick<WriteOptions, 'override'>,
    work: (write: Write, card: CardRow) => Promise<Result<undefined>>,
  ): Promise<Result<Card>> {
    return this.writer.write<Card>(access, { key, lock: { cards: [number] }, override }, async (write) => {
      const card = await this.cards.find(write.tx, access, number);
      if (!card) return refuse('not-found');
      if (version !== null && version !== card.version) return staleVersion(card.version);
      const done = await work(write, card);
      return done.ok ? ok(await this.cards.document(write.tx, access, number)) : done;
    });
  }
}
