import { Injectable } from '@nestjs/common';
import type { Accept } from '@weir/contract';
import { CardsService } from '../../cards/cards.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';
import { requestedCard } from './requested-card.js';

/** Accepts a request: it becomes a card, in the first queue column unless another is named. */
@Injectable()
export class AcceptAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly cards: CardsService,
  ) {}

  async give(
    write: Write,
    access: BoardAccess,
    request: StoredRequest,
    { columnId, swimlaneId, classOfService, message }: Accept,
  ): Promise<Result<AnswerChanges>> {
    const card = requestedCard(request, classOfService);
    const place = { ...(columnId && { columnId }), ...(swimlaneId && { swimlaneId }) };
    const created = await this.cards.createIn(write, access, { ...card, ...place }, request.id);
    await this.answers.add(write, access, request.id, { kind: 'accept', message });
    const { number, to } = created;
    return ok([
      { request: request.facts.number, to: { kind: 'accept', message: message ?? null, card: number } },
      { card: number, to },
    ]);
  }
}
