import { Injectable } from '@nestjs/common';
import type { Accept, AcceptPart } from '@weir/contract';
import { CardsService } from '../../cards/cards.service.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';
import { requestedCard } from './requested-card.js';

/** Accepts a request, or a part of it: it becomes a card, in the first queue column unless another is named. */
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
    answer: Accept | AcceptPart,
  ): Promise<Result<AnswerChanges>> {
    const { columnId, swimlaneId, classOfService, message } = answer;
    const card = { ...requestedCard(request, classOfService), ...textsOf(answer) };
    const place = { ...(columnId && { columnId }), ...(swimlaneId && { swimlaneId }) };
    const created = await this.cards.createIn(write, access, { ...card, ...place }, request.id);
    await this.answers.add(write, access, request.id, {
      kind: 'accept',
      message,
      ...(answer.kind === 'acceptPart' && { part: answer.title }),
    });
    const rest =
      answer.kind === 'acceptPart' && (await this.answers.deferRest(write, access, request.id, answer.rest));
    const { number, to } = created;
    const given = { kind: 'accept' as const, message: message ?? null, card: number };
    return ok([
      {
        request: request.facts.number,
        to: {
          ...given,
          ...(answer.kind === 'acceptPart' && { part: answer.title }),
          ...(rest && { rest: rest.number }),
        },
      },
      { card: number, to },
      ...(rest ? rest.changes : []),
    ]);
  }
}

/** The texts of an accepted part. */
function textsOf(answer: Accept | AcceptPart) {
  if (answer.kind === 'accept') return {};
  const { title, description } = answer;
  return { title, ...(description !== undefined && { description }) };
}
