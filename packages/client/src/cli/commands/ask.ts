import { orThrow, submitRequest } from '../../index.js';
import { boardPath, type Command, classOf } from './command.js';

/** Submits a request to a board's intake. */
export const ask: Command = {
  takes: ['BOARD', 'TITLE'],
  flags: { description: 'TEXT', class: 'CLASS', 'needed-by': 'DATE', 'max-price': 'CREDITS' },
  help: 'Ask the team of a board for something. Every request gets an answer.',
  async *run(session, [board = '', title = ''], flags) {
    const { client } = session;
    const classOfService = classOf(flags);
    const body = {
      title,
      ...(flags.description !== undefined && { description: flags.description }),
      ...(flags['needed-by'] !== undefined && { neededBy: flags['needed-by'] }),
      ...(flags['max-price'] !== undefined && { maxPrice: Number(flags['max-price']) }),
      ...(classOfService && { classOfService }),
    };
    const request = orThrow(await submitRequest({ client, path: boardPath(session, board), body }));
    const { ref, position, answer, answerBy } = request;
    const text = answer
      ? `${ref} was answered at once: ${answer.kind}${answer.message ? `. ${answer.message}` : ''}`
      : `${ref} waits, place ${position} of the queue. You get an answer by ${answerBy}.`;
    yield { json: request, text };
  },
};
