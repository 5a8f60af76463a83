import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { mergeMap, type Observable, of } from 'rxjs';
import type { Refusal, Result } from '../result.js';
import { versionsIn } from './etag.js';

/**
 * `If-Match` may name several versions, and a write compares one, under its lock. So it is tried for the first, and where
 * the refusal names another of them as the current one, for that. A version never comes back, so this ends.
 */
@Injectable()
export class IfMatchInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const left = new Set(versionsIn(request.headers['if-match']));
    if (left.size < 2) return next.handle();

    const attempt = (version: number): Observable<unknown> => {
      left.delete(version);
      request.attemptedVersion = version;
      return next.handle().pipe(
        mergeMap((returned: Result<unknown>) => {
          const current = returned.ok ? null : currentVersion(returned.refusal);
          return current !== null && left.has(current) ? attempt(current) : of(returned);
        }),
      );
    };
    return attempt([...left][0] as number);
  }
}

function currentVersion({ code, facts }: Refusal): number | null {
  return code === 'precondition-failed' ? (versionsIn(String(facts?.version))?.[0] ?? null) : null;
}
