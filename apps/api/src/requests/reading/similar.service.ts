import { Injectable } from '@nestjs/common';
import { can, type RequestContext, type SimilarList, type SimilarRequest } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { RequestsRepository } from '../requests.repository.js';
import { type OpenRequest, SimilarRepository } from './similar.repository.js';
import { alike } from './similar-titles.js';

const most = 5;

/** What is asked for already, so that nobody asks or answers the same twice. */
@Injectable()
export class SimilarService {
  constructor(
    private readonly repository: SimilarRepository,
    private readonly requests: RequestsRepository,
  ) {}

  /** To who only asks, somebody else's is no more than a ref. */
  async like(access: BoardAccess, title: string): Promise<Result<SimilarList>> {
    return ok({ items: toldTo(access, alike(title, await this.repository.open(access))) });
  }

  async contextOf(access: BoardAccess, number: number): Promise<Result<RequestContext>> {
    const asked = await this.requests.find(access, number);
    if (!asked) return refuse('not-found');
    const [requester, open] = await Promise.all([
      this.repository.requester(access, asked.id),
      this.repository.open(access),
    ]);
    const others = open.filter((each) => each.number !== number);
    return ok({ requester, similar: toldTo(access, alike(asked.facts.title, others)) });
  }
}

function toldTo({ role, userId }: BoardAccess, open: readonly OpenRequest[]): SimilarRequest[] {
  return open.slice(0, most).map(({ title, requesterId, watcherIds, ...each }) => {
    const own = requesterId === userId;
    const isRead = own || watcherIds.includes(userId) || can(role, 'readAllRequests');
    return { ...each, own, title: isRead ? title : null };
  });
}
