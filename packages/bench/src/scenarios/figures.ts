import { makeFlowingBoards } from '../stack/flowing-boards.js';
import type { World } from '../stack/world.js';
import { apiClients } from './api-clients.js';
import type { Contender, Scenario } from './scenario.js';

const metrics = ['cfd', 'cycle-time', 'throughput', 'ageing', 'efficiency', 'arrivals'];

/**
 * Flow figures of the last 90 days of one board that delivered this many cards in two years, and of it together with 49 others that
 * delivered a fifth. They are compared with the pressure of the board, which is a small read.
 */
export async function figures(world: World, cards: number): Promise<Scenario[]> {
  const board = await makeFlowingBoards(world, cards);
  const workspace = board.path.slice(0, board.path.indexOf('/boards/'));
  const read = (name: string, path: string): Contender =>
    apiClients(name, world, () => () => ({ method: 'GET', path, status: 200 }));
  const base = read('pressure', `${board.path}/pressure`);
  const scenario = (name: string, others: Contender[]): Scenario => ({
    ...{ name, world, board, eventsAnAnswer: 0 as const, base, others },
  });
  return [
    scenario('figures of a board', [
      ...metrics.map((metric) => read(metric, `${board.path}/flow/${metric}`)),
      read('cfd of a class', `${board.path}/flow/cfd?class=standard`),
    ]),
    scenario('figures of 50 boards', [
      ...metrics.map((metric) => read(metric, `${workspace}/flow/${metric}`)),
      read('cfd of a class', `${workspace}/flow/cfd?class=expedite`),
    ]),
  ];
}
