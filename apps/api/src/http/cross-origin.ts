import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance } from 'fastify';
import { requestId } from './responses/response-headers.js';

/** What pages of other sites may send, and what they may read besides the body. */
const allowedHeaders = [
  'Accept-Language',
  'Authorization',
  'Content-Type',
  'Idempotency-Key',
  'If-Match',
  'If-None-Match',
  'Last-Event-ID',
  'Prefer',
  'Time-Zone',
  'Weir-Lease',
  // Of clients of `/mcp`.
  'MCP-Protocol-Version',
  'Mcp-Method',
  'Mcp-Name',
  requestId,
];
const exposedHeaders = [
  'Allow',
  'Board-Seq',
  'Content-Disposition',
  'Deprecation',
  'ETag',
  'Idempotent-Replayed',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'Sunset',
  'WWW-Authenticate',
  'Weir-Pressure',
  requestId,
];
const preflightSeconds = 7200;

/**
 * Lets pages of these origins call the API with a token; none without the setting. A browser sends no cookies along: the API
 * reads none. It comes before every other hook, so that such a page can read refusals too.
 */
export async function allowOrigins(fastify: FastifyInstance, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  const options: FastifyCorsOptions = {
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders,
    exposedHeaders,
    maxAge: preflightSeconds,
  };
  await fastify.register(cors, {
    delegator: (request, done) => {
      // `OPTIONS` without the headers of a preflight asks for the methods of a path.
      done(null, { ...options, preflight: request.headers['access-control-request-method'] !== undefined });
    },
  });
}
