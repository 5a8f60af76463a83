import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';

const aYear = 365 * 24 * 60 * 60;

/**
 * The headers of every answer, also of a refused one. No cache may keep an answer, the browser's own included: whoever
 * uses the browser next could read it. Callers that keep answers themselves still send `If-None-Match`. What is public
 * says so itself. Only where people reach Weir by https, HSTS makes browsers use nothing else.
 */
export function setResponseHeaders(fastify: FastifyInstance, publicUrl: string): void {
  const isSecure = publicUrl.startsWith('https://');
  // Once: @fastify/helmet computes its headers anew for each request, which was 7 % of the cost of a read.
  const secure = helmet({
    contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } },
    strictTransportSecurity: isSecure && { maxAge: aYear, includeSubDomains: false },
  });
  fastify.addHook('onRequest', ({ raw }, reply, done) => {
    void reply.header('cache-control', 'private, no-store');
    secure(raw, reply.raw, () => done());
  });
}
