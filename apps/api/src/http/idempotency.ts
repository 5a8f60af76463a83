import { createHash } from 'node:crypto';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { IdempotencyKey } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import type { WriteKey } from '../writes/idempotency.js';
import { hashOfBody } from './bodies/body-hash.js';
import { invalidInput } from './validation.js';

const nobody = '00000000-0000-0000-0000-000000000000';

/** The `Idempotency-Key` of the request, or null. Pass it to the writer of the change. */
export const Idempotency = createParamDecorator(readKey);

export function readKey(_: unknown, context: ExecutionContext): WriteKey | null {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const header = request.headers['idempotency-key'];
  if (header === undefined) return null;
  const key = IdempotencyKey.safeParse(header);
  if (!key.success) {
    throw invalidInput([{ path: 'Idempotency-Key', code: 'idempotencyKey' }]);
  }
  return {
    callerId: request.bearer?.userId ?? nobody,
    route: routeOf(request),
    key: key.data,
    bodyHash: hashOfBody(request.rawBody ?? Buffer.alloc(0), request.body, request.server.tokenSecret),
  };
}

/**
 * The route with its parameters, as a hash: the path of an invitation has its secret. Callers without a session share one
 * space of keys, so the e-mail address in the body distinguishes theirs.
 */
function routeOf(request: FastifyRequest): string {
  const path = createHash('sha256').update(request.url.split('?', 1)[0] as string);
  if (!request.bearer)
    path.update(JSON.stringify((request.body as { email?: unknown } | null)?.email ?? null));
  return `${request.method} ${path.digest('base64url')}`;
}
