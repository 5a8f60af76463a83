import type { FastifyRequest } from 'fastify';

/** Whether the headers of the request announce a body. */
export function hasBody({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length'] ?? 0) !== 0 || headers['transfer-encoding'] !== undefined;
}
