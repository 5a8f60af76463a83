import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { invalidInput } from '../http/validation.js';

/** The seq in `Last-Event-ID`, or null. It is newer than the URL it comes with, so it takes precedence over `after`. */
export const LastEventId = createParamDecorator((_, context): number | null => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['last-event-id'];
  if (header === undefined || header === '') return null;
  if (typeof header === 'string' && /^\d{1,15}$/.test(header)) return Number(header);
  throw invalidInput([{ path: 'Last-Event-ID', code: 'seq' }]);
});
