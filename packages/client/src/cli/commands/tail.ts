import { follow } from '../../index.js';
import { boardPath, type Command, integerOf } from './command.js';

/** Prints what happens on a board, until it is stopped. */
export const tail: Command = {
  takes: ['BOARD'],
  flags: { after: 'SEQ' },
  help: 'Print the events of a board while they happen, one a line; with --after, first those behind that seq.',
  async *run(session, [board = ''], flags, signal) {
    const after = integerOf(flags, 'after');
    const path = boardPath(session, board);
    for await (const event of follow({
      client: session.client,
      path,
      signal,
      ...(after !== undefined && { after }),
    })) {
      const text =
        event.type === 'resync'
          ? `${event.seq} resync: events are missing; read the board again`
          : `${event.seq} ${event.at} ${event.type} ${event.actor?.name ?? 'Weir'} ${JSON.stringify(event.changes)}`;
      yield { json: event, text };
    }
  },
};
