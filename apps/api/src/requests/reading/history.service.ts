import { Injectable } from '@nestjs/common';
import type { RequestHistory } from '@weir/contract';
import type { HistoryFact } from '@weir/domain';
import { codedText } from '../../coded-text.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { canRead } from '../request-access.js';
import type { RequestFacts } from '../request-document.js';
import { RequestsRepository } from '../requests.repository.js';
import { type HistoryEntry, HistoryRepository } from './history.repository.js';

/** The history of a request. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly repository: HistoryRepository,
    private readonly requests: RequestsRepository,
  ) {}

  /** Oldest first: its submission, what happened while it waited, its answer, and what happened to its card. */
  async read(access: BoardAccess, number: number): Promise<Result<RequestHistory>> {
    const request = await this.requests.find(access, number);
    if (!request || !canRead(access, request)) return refuse('not-found');
    const between = await this.repository.read(access, request.id);
    const entries = [submission(request.facts), ...answer(request.facts), ...between];
    const items = entries
      .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
      .map(({ at, by, fact }) => ({ at, by, what: codedText('history', fact) }));
    return ok({ items });
  }
}

function submission({ submittedAt: at, requester, byForm, ...facts }: RequestFacts): HistoryEntry {
  const { redirectedFrom, follows, partOf } = facts;
  if (partOf) return { at, by: null, fact: { kind: 'restOf', of: partOf.ref } };
  if (redirectedFrom) return { at, by: null, fact: { kind: 'redirectedHere', from: redirectedFrom.ref } };
  const fact: HistoryFact = follows
    ? { kind: 'askedAgain', follows: follows.ref }
    : { kind: 'submitted', byForm };
  return { at, by: requester, fact };
}

function answer({ answer }: RequestFacts): HistoryEntry[] {
  return answer ? [{ at: answer.at, by: answer.by, fact: { kind: 'answered', answer } }] : [];
}
