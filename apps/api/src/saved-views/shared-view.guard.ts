import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { can } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import type { BoardAccess } from '../http/access/caller.js';
import { type Refusal, Refused } from '../result.js';
import { SavedViewsService } from './saved-views.service.js';

/** Refuses callers who may not share a view, or change a shared one, before what they send is checked. */
@Injectable()
export class SharedViewGuard implements CanActivate {
  constructor(private readonly views: SavedViewsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { access, params, body } = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Params: { view?: string }; Body: unknown }>>();
    const caller = access as BoardAccess;
    const refused =
      params.view === undefined
        ? refusalOfSharing(caller, body)
        : await this.views.refusalOfChange(caller, params.view);
    if (refused) throw new Refused(refused);
    return true;
  }
}

/** Whether the unchecked body asks for a shared view that the caller may not make. */
function refusalOfSharing({ role }: BoardAccess, body: unknown): Refusal | null {
  const isShared = typeof body === 'object' && body !== null && 'shared' in body && body.shared === true;
  return isShared && !can(role, 'manageBoards') ? { code: 'not-allowed' } : null;
}
