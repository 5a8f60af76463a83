import { Injectable } from '@nestjs/common';
import type { RequestHistory } from '@weir/contract';
import type { HistoryFact } from '@weir/domain';
import { codedText } from '../../coded-text.js';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { isSeenBy } from '../request-access.js';
import type { RequestFacts } from '../request-document.js';
import { RequestsRepository } from '../requests.repository.js';
import { type Happened, HistoryRepository } from './history.repository.js';

/** What happened to a request, for whoever may read it. */
@Injectable()
export class HistoryService {
  constructor(
    private readonly repository: HistoryRepository,
    private readonly requests: RequestsRepository,
  ) {}

  /** Oldest first: how it came, what became of it while it waited, its answer, and the ways of its card. */
  async read(access: BoardAccess, number: number): Promise<Result<RequestHistory>> {
    const asked = await this.requests.find(access, number);
    if (!asked || !isSeenBy(access, asked)) return refuse('not-found');
    const happened = await this.repository.happened(access, asked.id);
    const all = [beginningOf(asked.facts), ...endOf(asked.facts), ...happened];
    const items = all
      .toSorted((one, other) => Date.parse(one.at) - Date.parse(other.at))
      .map(({ at, by, happening }) => ({ at, by, what: codedText('history', happening) }));
    return ok({ items });
  }
}

function beginningOf({ submittedAt: at, requester, byForm, ...facts }: RequestFacts): Happened {
  const { redirectedFrom, follows } = facts;
  if (redirectedFrom)
    return { at, by: null, happening: { kind: 'redirectedHere', from: redirectedFrom.ref } };
  const happening: HistoryFact = follows
    ? { kind: 'askedAgain', follows: follows.ref }
    : { kind: 'submitted', byForm };
  return { at, by: requester, happening };
}

/** The answer, and the card that it made. */
function endOf({ answer, card }: RequestFacts): Happened[] {
  if (!answer) return [];
  const { at, by } = answer;
  const ended: Happened = { at, by, happening: { kind: 'answered', answer } };
  return card ? [ended, { at, by, happening: { kind: 'cardMade', card: card.ref } }] : [ended];
}
