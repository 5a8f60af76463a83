import type { FastifyInstance } from 'fastify';
import type { KnownTokens } from './api-tokens.js';
import { looksLikeApiToken } from './token-text.js';
import type { Tokens } from './tokens.js';

/**
 * Finds out whose token a request has, as soon as its headers are there and without the database. Shares and rates count
 * by the person, whatever number of sessions and tokens they have. A token that is not valid names nobody, and so does an API
 * token until this instance has read whose it is.
 */
export function identifyCallers(fastify: FastifyInstance, tokens: Tokens, known: KnownTokens): void {
  fastify.decorateRequest('bearer');
  fastify.decorateRequest('unknownToken');
  fastify.addHook('onRequest', async (request) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (!token) return;
    const bearer = looksLikeApiToken(token) ? known.find(token) : await tokens.bearerOf(token);
    if (bearer) request.bearer = bearer;
    else if (looksLikeApiToken(token)) request.unknownToken = token;
  });
}
