import type { FastifyInstance } from 'fastify';
import type { Tokens } from './tokens.js';

/**
 * Finds out whose token a request has, as soon as its headers are there and without the database. Shares and rates count
 * by the person, whatever number of sessions and tokens they have. A token that is not valid names nobody.
 */
export function identifyCallers(fastify: FastifyInstance, tokens: Tokens): void {
  fastify.decorateRequest('bearer');
  fastify.addHook('onRequest', async (request) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const bearer = token && (await tokens.bearerOf(token));
    if (bearer) request.bearer = bearer;
  });
}
