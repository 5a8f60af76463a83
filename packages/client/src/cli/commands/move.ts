import { getBoard, moveCard, orThrow } from '../../index.js';
import { columnNamed } from './column-named.js';
import { type Command, cardPath } from './command.js';

/** Moves a card into a column. */
export const move: Command = {
  takes: ['CARD', 'COLUMN'],
  flags: { before: 'CARD', after: 'CARD' },
  help: 'Move a card into a column: last, or before or after another card.',
  async *run(session, [ref = '', name = ''], flags) {
    const { client } = session;
    const path = cardPath(session, ref);
    const column = columnNamed(orThrow(await getBoard({ client, path })), name);
    const body = {
      columnId: column.id,
      ...(flags.before !== undefined && { before: cardPath(session, flags.before).number }),
      ...(flags.after !== undefined && { after: cardPath(session, flags.after).number }),
    };
    const card = orThrow(await moveCard({ client, path, body }));
    yield { json: card, text: `${card.ref} is in ${column.name}.` };
  },
};
