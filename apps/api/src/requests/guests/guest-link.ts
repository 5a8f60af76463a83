import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The token of `Authorization: Guest <token>`, or null: what a link in an e-mail gave. */
export const GuestLink = createParamDecorator((_, context: ExecutionContext): string | null => {
  const { authorization } = context.switchToHttp().getRequest<FastifyRequest>().headers;
  return /^Guest +(\S{1,500})$/i.exec(authorization ?? '')?.[1] ?? null;
});
