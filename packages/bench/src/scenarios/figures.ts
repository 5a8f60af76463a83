import { addFlowRecords } from '../stack/flow-records.js';
import { makeFlowingBoards } from '../stack/flowing-boards.js';
import type { World } from '../stack/world.js';
import { apiClients } from './contenders/api-clients.js';
import type { Contender, Scenario } from './scenario.js';
import { startedTrials } from './started-trials.js';

const metrics = ['cfd', 'cycle-time', 'throughput', 'ageing', 'efficiency', 'arrivals', 'sle'];
const scores = ['calibration', 'calibration/missed'];
/** A trial needs more history than a short bench has. */
const leastForTrials = 2000;

/**
 * Flow figures of the last 90 days of one board that delivered this many cards in two years, and of it together with 49 others that
 * delivered a fifth; and the results of their history: scores of forecasts, digests, what-if, rests, prices, credits and the map of waits.
 * They are compared with the pressure of the board, which is a small read.
 */
export async function figures(world: World, cards: number): Promise<Scenario[]> {
  const board = await makeFlowingBoards(world, cards);
  await addFlowRecords(world, board, cards);
  const workspace = board.path.slice(0, board.path.indexOf('/boards/'));
  const read = (name: string, path: string | (() => string)): Contender =>
    apiClients(name, world, () => () => ({
      ...{ method: 'GET', status: 200 },
      path: typeof path === 'string' ? path : path(),
    }));
  const base = read('pressure', `${board.path}/pressure`);
  const scenario = (name: string, others: Contender[]): Scenario => ({
    ...{ name, world, board, eventsAnAnswer: 0 as const, base, others },
  });
  const allOf = (path: string, names: string[]) => names.map((name) => read(name, `${path}/flow/${name}`));
  // Answers are cached for the day, so each call asks another question.
  let asked = 0;
  const another = () => {
    asked += 1;
    return asked;
  };
  return [
    scenario('figures of a board', [
      ...allOf(board.path, metrics),
      read('cfd of a class', `${board.path}/flow/cfd?class=standard`),
      ...allOf(board.path, scores),
      read('digest', `${board.path}/digest`),
      read('what-if', () => `${board.path}/flow/what-if?limits=board:${another()}`),
      read('rest', `${board.path}/intake/rest`),
      read('price', `${board.path}/intake/price`),
      ...(cards < leastForTrials ? [] : [startedTrials(world, board)]),
    ]),
    scenario('figures of 50 boards', [
      ...allOf(workspace, metrics),
      read('cfd of a class', `${workspace}/flow/cfd?class=expedite`),
      ...allOf(workspace, scores),
      read('digest', `${workspace}/digest`),
      read('map of waits', `${workspace}/waits/map`),
      read('credits of everyone', `${workspace}/credits/accounts`),
      read('ledger', `${workspace}/credits/entries?user=all`),
    ]),
  ];
}
