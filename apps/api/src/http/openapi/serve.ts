import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { dump } from 'js-yaml';
import { once } from '../../once.js';
import { isKnownTo } from '../etag.js';
import { asyncDocument } from './async-document.js';
import { documentOf } from './document.js';
import { llmsText } from './llms-text.js';
import { partOf, pathOfPart } from './parts.js';
import { referencePage, referenceStart } from './reference-page.js';
import { tags } from './tags.js';

/**
 * Serves `/v1/openapi.json` and `.yaml`, a document for each group of calls, `/v1/asyncapi.json` with the event streams, a page to read the first at `/v1/reference`,
 * and `/llms.txt`. The type of a problem, `/problems/<code>`, leads to its page in the web app.
 */
export async function serveOpenApi(app: NestFastifyApplication, webUrl: string): Promise<void> {
  const document = once(() => documentOf(app));
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  serve(fastify, '/v1/openapi.json', 'application/json', () => JSON.stringify(document()));
  serve(fastify, '/v1/openapi.yaml', 'text/yaml', () => asYaml(document()));
  for (const { name } of tags)
    serve(fastify, pathOfPart(name), 'application/json', () => JSON.stringify(partOf(document(), name)));
  serve(fastify, '/v1/asyncapi.json', 'application/json', () => JSON.stringify(asyncDocument()));
  serve(fastify, '/v1/reference', 'text/html', () => referencePage);
  serve(fastify, '/v1/reference/start.js', 'text/javascript', () => referenceStart);
  await fastify.register(fastifyStatic, {
    root: fileURLToPath(new URL('../../reference/', import.meta.url)),
    prefix: '/v1/reference/',
    index: false,
    decorateReply: false,
    cacheControl: false,
    setHeaders: (reply) => reply.header('cache-control', 'public, no-cache'),
  });
  serve(fastify, '/llms.txt', 'text/plain', () => llmsText);
  fastify.get<{ Params: { code: string } }>('/problems/:code', ({ params }, reply) =>
    reply.redirect(new URL(`/problems/${encodeURIComponent(params.code)}`, webUrl).href, 302),
  );
}

/** Serves a text that never changes while the server runs. It is made for the first call, because it is large. */
function serve(fastify: FastifyInstance, path: string, type: string, make: () => string): void {
  const file = once(() => {
    const body = make();
    return { body, etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 16)}"` };
  });
  fastify.get(path, (request, reply) => {
    const { body, etag } = file();
    void reply.headers({ etag, 'cache-control': 'public, no-cache' });
    if (isKnownTo(request.headers['if-none-match'], etag)) return reply.status(304).send();
    return reply.type(`${type}; charset=utf-8`).send(body);
  });
}

function asYaml(document: OpenAPIObject): string {
  return dump(document, { skipInvalid: true, noRefs: true });
}
