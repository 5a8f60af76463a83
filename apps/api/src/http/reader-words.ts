import { createParamDecorator } from '@nestjs/common';
import { type Language, pickLanguage, type Words } from '@weir/words';
import { createWords } from '@weir/words/catalogue';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/**
 * The words for the caller, in the language that `Accept-Language` asks for. The person's own setting is not looked at:
 * the web app sends it in that header, and other programs choose for themselves.
 */
export function wordsFor({ headers }: Pick<FastifyRequest, 'headers'>): Words {
  return createWords(pickLanguage(headers['accept-language']));
}

/** The language of the answer, for what is to be worded later for the same caller. */
export const CallerLanguage = createParamDecorator(
  (_, context): Language => wordsFor(context.switchToHttp().getRequest<FastifyRequest>()).language,
);

/** Says on every answer in which language it is, and that another is to be had: a cache must not mix them. */
export function nameLanguage(fastify: FastifyInstance): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(languageHeaders(wordsFor(request)));
    done();
  });
}

export function languageHeaders({ language }: Words): Record<string, string> {
  return { 'content-language': language, vary: 'Accept-Language' };
}
