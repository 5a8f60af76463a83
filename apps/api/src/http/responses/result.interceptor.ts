import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { worded } from '@weir/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, type Observable, timeout } from 'rxjs';
import { Refused, type Result, retryAfter } from '../../result.js';
import { isForReaders, RULE, type Rule } from '../access/allow.js';
import { takesFile } from '../bodies/file-body.js';
import { arrivalTimes } from '../connections/arrival-times.js';
import { isKnownTo, tagOf } from '../etag.js';
import { wordsFor } from '../reader-words.js';
import { RouteTable } from '../route-table.js';
import { locate } from './location.js';
import { MAY_WAIT } from './may-wait.js';
import { VERSIONED } from './versioned.js';

/** Milliseconds for a handler. */
const patience = 30_000;

/**
 * Turns what a handler returns into the response: the value of a Result, or its refusal. Texts come as codes and facts
 * and are worded here, in the caller's language.
 */
@Injectable()
export class ResultInterceptor implements NestInterceptor {
  constructor(
    private readonly reflector: Reflector,
    private readonly table: RouteTable,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const versioned = this.reflector.get<boolean>(VERSIONED, context.getHandler()) ?? false;
    const rule = this.reflector.get<Rule>(RULE, context.getHandler());
    const waits = 1000 * (this.reflector.get<number | undefined>(MAY_WAIT, context.getHandler()) ?? 0);
    const handler = `${context.getClass().name}.${context.getHandler().name}`;
    const overdue = () => {
      throw new Refused({
        code: 'overloaded',
        facts: retryAfter.full,
        detail: { key: 'outcomeUnknown' },
      });
    };
    return next.handle().pipe(
      timeout({ first: patience + waits + (takesFile(request) ? arrivalTimes.file : 0), with: overdue }),
      map((returned) => {
        const words = wordsFor(request);
        if (!isResult(returned)) return worded(words, returned);
        if (!returned.ok) throw new Refused(returned.refusal);
        if (returned.replayed) void reply.header('idempotent-replayed', 'true');
        if (returned.seq !== undefined && isForReaders(rule)) void reply.header('board-seq', returned.seq);
        const body = worded(words, returned.value);
        const creates = reply.statusCode === 201 && this.table.creations().get(handler);
        if (creates) locate(creates, body, request, reply);
        return versioned ? withETag(body, request, reply) : body;
      }),
    );
  }
}

function withETag(body: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const etag = tagOf(body as { version?: number });
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
