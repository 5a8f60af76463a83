import type { FastifyRequest } from 'fastify';

/** Whether a body comes with the request, as its headers say. */
export function hasBody({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length'] ?? 0) !== 0 || headers['transfer-encoding'] !== undefined;
}
