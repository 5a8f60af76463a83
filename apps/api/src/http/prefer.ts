import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The seconds of `Prefer: wait=30` (RFC 7240); 0 without it. A preference is never an error. */
export const PreferredWait = createParamDecorator(readPreferredWait);

export function readPreferredWait(_: unknown, context: ExecutionContext): number {
  const { prefer } = context.switchToHttp().getRequest<FastifyRequest>().headers;
  return Number(/(?:^|[,;\s])wait\s*=\s*"?(\d{1,6})/i.exec([prefer].flat().join(','))?.[1] ?? 0);
}
