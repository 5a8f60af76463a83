import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createMcpHandler, type McpHttpHandler } from '@modelcontextprotocol/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { problemOf } from '../http/problems/problem.js';
import { invalid } from '../http/problems/refusals.js';
import { wordsFor } from '../http/reader-words.js';
import { type Refusal, refuse } from '../result.js';
import { ApiCalls } from './api-calls.js';
import { makeServer } from './server.js';
import { type Toolset, toolsets } from './tools/tool.js';

/** The toolsets of each path; `?toolsets=read,cards` narrows them. */
const endpoints: Record<string, readonly Toolset[]> = { '/mcp': toolsets, '/mcp/readonly': ['read'] };

/**
 * Serves the Model Context Protocol (revision 2026-07-28, without sessions; older clients are served too). A tool is a call
 * of this API with the caller's token, so it has the same access, scopes, limits, rates and retries as over HTTP. `origins`: those
 * of the pages that may call it; `*`: all.
 */
export function serveMcp(fastify: FastifyInstance, origins: readonly string[]): void {
  for (const [path, allowed] of Object.entries(endpoints)) {
    const handler = createMcpHandler(({ authInfo }) => makeServer(authInfo?.extra as never), {
      maxSubscriptions: 0,
    });
    fastify.post(path, (request, reply) => {
      const { origin } = request.headers;
      return origin === undefined || origins.includes(origin) || origins.includes('*')
        ? serve(handler, fastify, allowed, request, reply)
        : send(refuse('origin-not-allowed', { origin }).refusal, request, reply);
    });
  }
}

async function serve(
  handler: McpHttpHandler,
  fastify: FastifyInstance,
  allowed: readonly Toolset[],
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const calls = new ApiCalls(fastify, request);
  const me = await calls.send({ method: 'GET', path: '/v1/me' });
  if (me.status !== 200) {
    if (me.status === 401) void reply.header('www-authenticate', challenge(request));
    const { retryAfterSeconds } = me.body as { retryAfterSeconds?: number };
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    return reply.status(me.status).type('application/problem+json').send(me.body);
  }
  const named = new URL(request.url, 'http://localhost').searchParams.get('toolsets');
  const wanted = named?.split(',') ?? allowed;
  if (!wanted.every((name) => (allowed as readonly string[]).includes(name)))
    return refuseToolsets(allowed, request, reply);
  const { workspaces } = me.body as { workspaces: { slug: string }[] };
  const response = await handler.fetch(asRequest(request), {
    parsedBody: request.body,
    authInfo: {
      token: '',
      clientId: '',
      scopes: [],
      extra: {
        calls,
        words: wordsFor(request),
        toolsets: allowed.filter((toolset) => wanted.includes(toolset)),
        workspaces: workspaces.map(({ slug }) => slug),
      },
    },
  });
  void reply.status(response.status).headers(Object.fromEntries(response.headers));
  return reply.send(response.body ? Readable.fromWeb(response.body as ReadableStream) : null);
}

function refuseToolsets(
  allowed: readonly Toolset[],
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  return send(invalid('toolsets', 'notOneOf', { values: allowed.join(', ') }).refusal, request, reply);
}

function send(refusal: Refusal, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, headers, body } = problemOf(refusal, wordsFor(request));
  return reply.status(status).headers(headers).send(body);
}

function challenge({ headers }: FastifyRequest): string {
  return headers.authorization === undefined
    ? 'Bearer realm="Weir"'
    : 'Bearer realm="Weir", error="invalid_token"';
}

function asRequest({ method, url, headers, rawBody }: FastifyRequest): Request {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || name === 'content-length'
      ? []
      : [[name, [value].flat().join(', ')] as [string, string]],
  );
  return new Request(new URL(url, 'http://localhost'), {
    method,
    headers: given,
    body: rawBody ? new Uint8Array(rawBody) : null,
  });
}
