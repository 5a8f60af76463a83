import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { ProblemCode } from '@weir/contract';
import type { TimeBoundName } from '@weir/contract/time-bounds';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { refusalOfDatabase } from '../../database/errors.js';
import { type Refusal, Refused, retryAfter } from '../../result.js';
import { refusalOfStorage } from '../../storage-unavailable.js';
import { notBytes, takesFile } from '../bodies/file-body.js';
import { methodsInstead } from '../methods.js';
import { languageHeaders, wordsFor } from '../reader-words.js';
import { problemOf } from './problem.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** The bound of time that fired. */
    firedBound?: TimeBoundName;
  }
}

/** The codes of what Nest and Fastify refuse themselves, by their status. */
const codesByStatus: Record<number, ProblemCode> = {
  401: 'not-signed-in',
  403: 'not-allowed',
  404: 'not-found',
  413: 'too-large',
  415: 'unsupported-media-type',
  503: 'overloaded',
};

/** Turns every exception into a problem. A bug is logged under the request's id. The problem contains only that id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  catch(exception: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    if (request.isOverdue) return;
    if (reply.sent || reply.raw.headersSent) {
      request.log.error({ err: exception }, 'failed after the response had begun');
      reply.raw.destroy();
      return;
    }
    const refusal = wrongMethod(request) ?? refusalOf(exception, request) ?? bug(exception, request);
    sendRefusal(request, reply, refusal);
  }
}

/** Answers a call with a refusal, in the language of its caller. */
export function sendRefusal(request: FastifyRequest, reply: FastifyReply, refusal: Refusal): void {
  if (refusal.bound) request.firedBound = refusal.bound;
  const { status, headers, body } = problemOf(refusal, wordsFor(request));
  void reply.status(status).headers(headers).send(body);
}

function wrongMethod(request: FastifyRequest): Refusal | null {
  const allowed = methodsInstead(request);
  return allowed.length > 0 ? { code: 'method-not-allowed', facts: { allowed } } : null;
}

function refusalOf(exception: unknown, request: FastifyRequest): Refusal | null {
  if (exception instanceof Refused) return exception.refusal;
  const ofStorage = refusalOfStorage(exception);
  if (ofStorage) request.log.error((exception as Error).message);
  return ofStorage ?? refusalOfDatabase(exception) ?? refusalOfFramework(exception, request);
}

function refusalOfFramework(exception: unknown, request: FastifyRequest): Refusal | null {
  const status = statusOf(exception);
  if (status === undefined || (status >= 500 && status !== 503)) return null;
  const code = codesByStatus[status] ?? 'malformed';
  if (code === 'overloaded') return { code, facts: retryAfter.busy };
  return code === notBytes.code && takesFile(request) ? notBytes : { code };
}

function statusOf(exception: unknown): number | undefined {
  if (typeof exception !== 'object' || exception === null) return undefined;
  if ('getStatus' in exception && typeof exception.getStatus === 'function') return exception.getStatus();
  if ('statusCode' in exception && typeof exception.statusCode === 'number') return exception.statusCode;
  return undefined;
}

function bug(exception: unknown, request: FastifyRequest): Refusal {
  request.log.error({ err: exception }, 'a fault');
  return { code: 'internal', detail: { key: 'faultLogged', values: { fault: request.id } } };
}

/** A path that can't be looked up reaches neither Nest nor a hook. */
export function refusePath(error: FastifyError, request: FastifyRequest, reply: FastifyReply): void {
  const refusal = refusalOfFramework(error, request) ?? { code: 'malformed' };
  const words = wordsFor(request);
  const { status, headers, body } = problemOf(refusal, words);
  void reply
    .status(status)
    .headers({ ...languageHeaders(words), ...headers })
    .send(body);
}
