import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from './validation.js';

/** The seq in `Last-Event-ID`, or null. It is newer than the URL it comes with, so it takes precedence over `after`. */
export const LastEventId = createParamDecorator(readLastEventId);

export function readLastEventId(_: unknown, context: ExecutionContext): number | null {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['last-event-id'];
  if (header === undefined || header === '') return null;
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  throw invalidInput([{ path: 'Last-Event-ID', code: 'seq' }]);
}
