import { getPressure, orThrow } from '../../index.js';
import { boardPath, type Command } from './command.js';

/** Says how full a board is. */
export const pressure: Command = {
  takes: ['BOARD'],
  flags: {},
  help: 'Say how full a board is, and why.',
  async *run(session, [board = '']) {
    const { client } = session;
    const found = orThrow(await getPressure({ client, path: boardPath(session, board) }));
    const { state, level, gate, columns, intake, because } = found;
    const lines = [
      `${board} is ${state}, ${Math.round(level * 100)}%. Its intake is ${gate.state}: ${intake.waiting} of ${intake.depth} wait.`,
      ...because.map(({ text }) => `- ${text}`),
      ...columns.map(({ name, load, max }) => `- ${name}: ${load}${max === null ? '' : ` of ${max}`}`),
    ];
    yield { json: found, text: lines.join('\n') };
  },
};
