import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { isLongerCall } from '@weir/contract/time-bounds';
import { worded } from '@weir/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { map, Observable } from 'rxjs';
import { asLongerWork } from '../../database/longer-work.js';
import { Refused, type Result } from '../../result.js';
import { isForReaders, RULE, type Rule } from '../access/allow.js';
import { isKnownTo, tagOf } from '../etag.js';
import { wordsFor } from '../reader-words.js';
import { RouteTable } from '../route-table.js';
import { locate } from './location.js';
import { VERSIONED } from './versioned.js';

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
    const handler = `${context.getClass().name}.${context.getHandler().name}`;
    const isLonger = isLongerCall(request.routeOptions.url ?? '');
    return (isLonger ? inLongerWork(next) : next.handle()).pipe(
      map((returned) => {
        // `boundAnswerTimes` has answered it.
        if (request.isOverdue) throw new Refused({ code: 'overloaded' });
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

function inLongerWork(next: CallHandler): Observable<unknown> {
  return new Observable((subscriber) => asLongerWork(() => next.handle().subscribe(subscriber)));
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
