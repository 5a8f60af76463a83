import { Injectable } from '@nestjs/common';
import type { Decline } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';

/** Declines a request, with a reason and a message to its requester. */
@Injectable()
export class DeclineAnswer {
  constructor(private readonly answers: AnswersRepository) {}

  async give(
    write: Write,
    access: BoardAccess,
    { id, facts }: StoredRequest,
    { reason, message }: Decline,
  ): Promise<Result<AnswerChanges>> {
    await this.answers.add(write, access, id, { kind: 'decline', reason, message });
    return ok([{ request: facts.number, to: { kind: 'decline', reason, message } }]);
  }
}
