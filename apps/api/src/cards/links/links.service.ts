import { Injectable } from '@nestjs/common';
import type { CardLink, NewCardLink } from '@weir/contract';
import { otherSideOf } from '@weir/domain';
import { v7 as uuid } from 'uuid';
import type { BoardAccess } from '../../http/access/caller.js';
import { invalid, refuseStale } from '../../http/problems/refusals.js';
import { ok, type Result, refuse } from '../../result.js';
import { BoardWriter, type VersionConditions } from '../../writes/board-writer.js';
import { CardsRepository } from '../cards.repository.js';
import { LinksRepository } from './links.repository.js';

/** Links between cards, also of two boards: then under the clocks of both, with an event on each. Neither may be archived. */
@Injectable()
export class LinksService {
  constructor(
    private readonly repository: LinksRepository,
    private readonly cards: CardsRepository,
    private readonly writer: BoardWriter,
  ) {}

  /** A link that is there already stays. The database refuses one that closes a circle (409). */
  async add(
    access: BoardAccess,
    number: number,
    { kind, board = access.boardKey, card: otherNumber }: NewCardLink,
    { version, key }: VersionConditions,
  ): Promise<Result<CardLink>> {
    const isHere = board === access.boardKey;
    const otherBoard = isHere ? access : await this.repository.boardByKey(access, board);
    if (!otherBoard) return invalid('board', 'absent');
    const also = isHere ? undefined : otherBoard.boardId;
    const options = { key, status: 201, lock: { cards: [number], workspace: true }, also };
    return this.writer.write<CardLink>(access, options, async (write) => {
      const card = await this.cards.find(write.tx, access, number);
      if (!card) return refuse('not-found');
      const stale = refuseStale(version, card.version);
      if (stale) return stale;
      const other = await this.cards.find(write.tx, otherBoard, otherNumber);
      if (!other) return invalid('card', 'absent');
      if (other.id === card.id) return invalid('card', 'itself');
      if (also && (await this.repository.isArchived(write.tx, access, also))) return refuse('board-archived');
      const otherKind = otherSideOf(kind);
      const ends = { kind, otherBoardId: other.boardId, otherCardId: other.id, otherKind };
      const present = await this.repository.find(write.tx, card, ends);
      const id = present?.id ?? uuid();
      if (!present) {
        await this.repository.add(write.tx, card, { id, ...ends });
        const here = { card: number, link: id, to: { kind, board, number: otherNumber } };
        const atOther = { kind: otherKind, board: access.boardKey, number };
        const there = { card: otherNumber, link: id, to: atOther };
        write.record('card.linked', also ? [here] : [here, there]);
        if (also) write.recordThere('card.linked', [there]);
      }
      return ok(await this.repository.document(write.tx, card, id));
    });
  }

  async remove(
    access: BoardAccess,
    number: number,
    id: string,
    { version, key }: VersionConditions,
  ): Promise<Result<void>> {
    const otherBoard = await this.repository.otherBoardOf(access, number, id);
    const also = otherBoard && otherBoard !== access.boardId ? otherBoard : undefined;
    return this.writer.write<void>(access, { key, status: 204, also }, async (write) => {
      const card = await this.cards.find(write.tx, access, number);
      const link = card && (await this.repository.find(write.tx, card, { id }));
      if (!link) return refuse('not-found');
      const stale = refuseStale(version, card.version);
      if (stale) return stale;
      if (also && (await this.repository.isArchived(write.tx, access, also))) return refuse('board-archived');
      const { card: shown } = await this.repository.document(write.tx, card, id);
      await this.repository.remove(write.tx, card, id);
      const { board, number: otherNumber } = shown;
      const here = {
        card: number,
        link: id,
        from: { kind: link.kind, board, number: otherNumber },
        to: null,
      };
      const fromOther = { kind: link.otherKind, board: access.boardKey, number };
      const there = { card: otherNumber, link: id, from: fromOther, to: null };
      write.record('card.unlinked', also ? [here] : [here, there]);
      if (also) write.recordThere('card.unlinked', [there]);
      return ok(undefined);
    });
  }
}
