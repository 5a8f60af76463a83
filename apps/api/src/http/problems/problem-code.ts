import type { FastifyReply } from 'fastify';

const inBody = /"code":"([a-z-]{1,60})"/;

/** The code of the problem that is about to be sent; undefined for any other answer. `payload`: the payload of `onSend`. */
export function problemCodeOf(reply: FastifyReply, payload: unknown): string | undefined {
  if (reply.statusCode < 400 || typeof payload !== 'string') return undefined;
  if (!String(reply.getHeader('content-type')).startsWith('application/problem+json')) return undefined;
  // The code comes before the facts, which can contain other codes.
  return inBody.exec(payload)?.[1];
}
