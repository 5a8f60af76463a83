import { Injectable } from '@nestjs/common';
import type { Trade } from '@weir/contract';
import { CardsService } from '../../cards/cards.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';
import { requestedCard } from './requested-card.js';

/** Accepts a request by displacing a card that is not delivered: that card is put back, and a new one takes its place. */
@Injectable()
export class TradeAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly cards: CardsService,
  ) {}

  /** `until` is required if no queue column has room for the displaced card, which then leaves the board. */
  async give(
    write: Write,
    access: BoardAccess,
    request: StoredRequest,
    { reason, message, until, displaces, classOfService }: Trade,
  ): Promise<Result<AnswerChanges>> {
    const card = requestedCard(request, classOfService);
    const trade = { displaces, reason, message, ...(until !== undefined && { until }) };
    const traded = await this.cards.tradeIn(write, access, card, request.id, trade);
    await this.answers.add(write, access, request.id, { kind: 'trade', reason, message });
    const { number, from, to } = traded.displaced;
    return ok([
      {
        request: request.facts.number,
        to: { kind: 'trade', reason, message, displaces, card: traded.card.number },
      },
      { card: traded.card.number, to: traded.card.to },
      { card: number, from, to, reason },
    ]);
  }
}
