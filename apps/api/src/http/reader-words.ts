import { createParamDecorator } from '@nestjs/common';
import { TimeZone } from '@weir/contract';
import { type Language, pickLanguage, type Words } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';

/**
 * The words for the caller, in the language that `Accept-Language` asks for, with times in the zone that `Time-Zone` names.
 * The person's own settings are not looked at: the web app sends them in these headers, and other programs choose for
 * themselves.
 */
export function wordsFor({ headers }: Pick<FastifyRequest, 'headers'>): Words {
  return createWords(pickLanguage(headers['accept-language']), zoneOf(headers['time-zone']));
}

const zones = new LRUCache<string, { name: string | null }>({ max: 1000 });

/** One name for each zone, whatever its case, because words are kept for each. Null: times are in the board's zone. */
function zoneOf(header: string | string[] | undefined): string | null {
  if (typeof header !== 'string' || header.length > 64) return null;
  const known = zones.get(header);
  if (known) return known.name;
  const timeZone = TimeZone.safeParse(header).data;
  const name = timeZone ? new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone : null;
  zones.set(header, { name });
  return name;
}

/** The language of the answer, for what is to be worded later for the same caller. */
export const CallerLanguage = createParamDecorator(
  (_, context): Language => wordsFor(context.switchToHttp().getRequest<FastifyRequest>()).language,
);

/** Says on every answer in which language it is, and what else it depends on: a cache must not mix them. */
export function nameLanguage(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    const { vary, ...headers } = languageHeaders(wordsFor(request));
    void reply.headers(headers);
    varyBy(reply, vary);
    done();
  });
}

/** Sets `Vary`. It keeps `Origin`, where the answer to a page of another site depends on that. */
export function varyBy(reply: FastifyReply, names: string): void {
  const known = String(reply.getHeader('vary') ?? '').split(/, */);
  void reply.header('vary', known.includes('Origin') ? `Origin, ${names}` : names);
}

export function languageHeaders({ language }: Words): { 'content-language': string; vary: string } {
  return { 'content-language': language, vary: 'Accept-Language, Time-Zone' };
}
