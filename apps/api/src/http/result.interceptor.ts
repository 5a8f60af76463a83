import {
  type CallHandler,
  type ExecutionContext,
  Injectable,
  type NestInterceptor,
  SetMetadata,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable, timeout } from 'rxjs';
import { Refused, type Result } from '../result.js';
import { isKnownTo } from './etag.js';

const VERSIONED = Symbol('the body has a version');

/** The body's `version` is its ETag. */
export const Versioned = () => SetMetadata(VERSIONED, true);

/** Turns what a handler returns into the answer: the value of a Result, or its refusal. */
@Injectable()
export class ResultInterceptor implements NestInterceptor {
  constructor(private readonly reflector: Reflector) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const versioned = this.reflector.get<boolean>(VERSIONED, context.getHandler()) ?? false;
    const overdue = () => {
      throw new Refused({ code: 'overloaded', facts: { retryAfterSeconds: 5 } });
    };
    return next.handle().pipe(
      timeout({ first: 30_000, with: overdue }),
      map((returned) => {
        if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'private, no-cache');
        if (!isResult(returned)) return returned;
        if (!returned.ok) throw new Refused(returned.refusal);
        if (returned.replayed) void reply.header('idempotent-replayed', 'true');
        return versioned ? withETag(returned.value, request, reply) : returned.value;
      }),
    );
  }
}

function withETag(body: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const etag = `"${(body as { version: number }).version}"`;
  void reply.header('etag', etag);
  if (request.method !== 'GET' || !isKnownTo(request.headers['if-none-match'], etag)) return body;
  void reply.status(304);
  return undefined;
}

function isResult(returned: unknown): returned is Result<unknown> {
  return (
    typeof returned === 'object' && returned !== null && 'ok' in returned && typeof returned.ok === 'boolean'
  );
}
