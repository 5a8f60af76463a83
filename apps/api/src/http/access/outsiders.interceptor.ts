import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { catchError, type Observable } from 'rxjs';
import { Refused } from '../../result.js';
import { AccessService } from './access.service.js';

/**
 * On a route of `@AllowInStatement(…)` the input is validated before its statement checks the caller. So where it is
 * invalid, access is checked here: an outsider gets 404 or 403, as on every other route, and their call costs the
 * workspace no points. Valid input adds no query.
 */
@Injectable()
export class OutsidersInterceptor implements NestInterceptor {
  constructor(private readonly access: AccessService) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { credentials } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!credentials) return next.handle();
    const { workspaceSlug: workspace, boardKey: board, roles } = credentials;
    return next.handle().pipe(
      catchError(async (error: unknown) => {
        if (error instanceof Refused && error.refusal.code === 'invalid-input') {
          const access = await this.access.at(credentials, { workspace, board }, roles);
          if (!access.ok) throw new Refused(access.refusal);
        }
        throw error;
      }),
    );
  }
}
