import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { BoardAccess } from '../http/access/caller.js';
import { Refused } from '../result.js';
import { SavedViewsService } from './saved-views.service.js';

/** Refuses callers who may not change a shared view before what they send is checked. */
@Injectable()
export class SharedViewGuard implements CanActivate {
  constructor(private readonly views: SavedViewsService) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { access, params } = context
      .switchToHttp()
      .getRequest<FastifyRequest<{ Params: { view: string } }>>();
    const refused = await this.views.refusalOfChange(access as BoardAccess, params.view);
    if (refused) throw new Refused(refused);
    return true;
  }
}
