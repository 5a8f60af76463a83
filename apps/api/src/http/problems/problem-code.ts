import type { FastifyReply } from 'fastify';

const inBody = /"code":"([a-z-]{1,60})"/;

/** The code of the problem that is about to be sent; undefined where the answer is none. `payload`: as `onSend` gets it. */
export function problemCodeOf(reply: FastifyReply, payload: unknown): string | undefined {
  if (reply.statusCode < 400 || typeof payload !== 'string') return undefined;
  if (!String(reply.getHeader('content-type')).startsWith('application/problem+json')) return undefined;
  // The code is before the facts, which can have codes of their own.
  return inBody.exec(payload)?.[1];
}
