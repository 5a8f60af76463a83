import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Refusal, Refused } from '../../result.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    takesFile?: boolean;
  }
}

/** The route's body is a file. It comes as a stream, which the route bounds itself. */
export const TakesFile = () => RouteConfig({ takesFile: true });

export function takesFile({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config?.takesFile ?? false;
}

/** The body is of another content type than a file. */
export const notBytes: Refusal = { code: 'unsupported-media-type', detail: { key: 'notBytes' } };

/** Accepts bytes as they are, on routes of `@TakesFile()` only. */
export function acceptFiles(fastify: FastifyInstance): void {
  fastify.addContentTypeParser('application/octet-stream', (request, stream, done) => {
    if (takesFile(request)) done(null, stream);
    else done(new Refused({ code: 'unsupported-media-type' }) as unknown as Error);
  });
}
