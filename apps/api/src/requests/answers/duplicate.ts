import { Injectable } from '@nestjs/common';
import type { ConflictCode, Duplicate, InputFault } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { conflict, invalid } from '../../http/problems/refusals.js';
import { ok, type Result } from '../../result.js';
import type { Write } from '../../writes/board-writer.js';
import { LockedRequestsService } from '../locked-requests.service.js';
import type { StoredRequest } from '../request-document.js';
import { type AnswerChanges, AnswersRepository } from './answers.repository.js';

/** Answers a request as a duplicate: its requester is notified of the other's answer. */
@Injectable()
export class DuplicateAnswer {
  constructor(
    private readonly answers: AnswersRepository,
    private readonly requests: LockedRequestsService,
  ) {}

  /** 422 if the other request is missing or the same one; 409 if it will have no answer of its own. */
  async give(
    write: Write,
    access: BoardAccess,
    request: StoredRequest,
    { of, message }: Duplicate,
  ): Promise<Result<AnswerChanges>> {
    const original = await this.requests.find(write, access, of);
    if (!original) return invalid('of', 'notRequestOfBoard');
    if (original.id === request.id) return invalid('of', 'otherRequest');
    const other = whyNotOriginal(original, request);
    if (other) return conflict('of', other.code, other.params);
    await this.answers.addWatchers(write.tx, access, request.id, original.id);
    await this.answers.add(write, access, request.id, {
      kind: 'duplicate',
      message,
      duplicateOfId: original.id,
    });
    const to = { kind: 'duplicate' as const, message: message ?? null, of };
    return ok([{ request: request.facts.number, to }]);
  }
}

/** Why a request can't be the original: it ended without an answer of its own, or was asked again since. */
function whyNotOriginal(
  { facts: { answer, ticketUsed, followedBy } }: StoredRequest,
  duplicate: StoredRequest,
): Omit<InputFault<ConflictCode>, 'path'> | null {
  if (ticketUsed && followedBy) {
    return followedBy.number === duplicate.facts.number
      ? { code: 'askedAgainByThis' }
      : { code: 'askedAgainAs', params: { ref: followedBy.ref } };
  }
  if (answer?.duplicateOf) {
    return { code: 'duplicateOf', params: { ref: answer.duplicateOf.ref } };
  }
  if (answer?.redirectedTo) {
    const { ref, board } = answer.redirectedTo;
    return { code: 'redirectedAs', params: { ref, board } };
  }
  return answer?.kind === 'withdrawn' ? { code: 'withdrawn' } : null;
}
