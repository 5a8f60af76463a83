import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { FeedCursor } from '@weir/contract';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from './validation.js';

/** The seq in `Last-Event-ID`, or null. It is newer than the URL it comes with, so it takes precedence over `after`. */
export const LastEventId = createParamDecorator(readLastEventId);

/** The cursor in `Last-Event-ID` of a workspace’s stream, or null. It takes precedence over `cursor` in the same way. */
export const LastEventCursor = createParamDecorator(readLastEventCursor);

export function readLastEventId(_: unknown, context: ExecutionContext): number | null {
  const header = headerOf(context);
  if (header === undefined || header === '') return null;
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  throw invalidInput([{ path: 'Last-Event-ID', code: 'seq' }]);
}

export function readLastEventCursor(_: unknown, context: ExecutionContext): string | null {
  const header = headerOf(context);
  if (header === undefined || header === '') return null;
  if (typeof header === 'string' && FeedCursor.safeParse(header).success) return header;
  throw invalidInput([{ path: 'Last-Event-ID', code: 'cursor' }]);
}

function headerOf(context: ExecutionContext) {
  return context.switchToHttp().getRequest<FastifyRequest>().headers['last-event-id'];
}
