import { Injectable } from '@nestjs/common';
import { can, type RequestContext, type SimilarList, type SimilarRequest } from '@weir/contract';
import type { BoardAccess } from '../../http/access/caller.js';
import { ok, type Result, refuse } from '../../result.js';
import { RequestsRepository } from '../requests.repository.js';
import { type OpenRequest, SimilarRepository } from './similar.repository.js';
import { similarTitles } from './similar-titles.js';

const maxSimilar = 5;

/** Finds open requests like another one, so that nobody submits or answers the same twice. */
@Injectable()
export class SimilarService {
  constructor(
    private readonly repository: SimilarRepository,
    private readonly requests: RequestsRepository,
  ) {}

  /** A requester sees only the ref of another's request. */
  async findByTitle(access: BoardAccess, title: string): Promise<Result<SimilarList>> {
    return ok({ items: seenBy(access, similarTitles(title, await this.repository.open(access))) });
  }

  async context(access: BoardAccess, number: number): Promise<Result<RequestContext>> {
    const request = await this.requests.find(access, number);
    if (!request) return refuse('not-found');
    const [requester, open] = await Promise.all([
      this.repository.requester(access, request.id),
      this.repository.open(access),
    ]);
    const others = open.filter((each) => each.number !== number);
    return ok({ requester, similar: seenBy(access, similarTitles(request.facts.title, others)) });
  }
}

function seenBy({ role, userId }: BoardAccess, open: readonly OpenRequest[]): SimilarRequest[] {
  return open.slice(0, maxSimilar).map(({ title, requesterId, watcherIds, ...each }) => {
    const own = requesterId === userId;
    const isReadable = own || watcherIds.includes(userId) || can(role, 'readAllRequests');
    return { ...each, own, title: isReadable ? title : null };
  });
}
