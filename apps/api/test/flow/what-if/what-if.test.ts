import { beforeAll, expect, test } from '@jest/globals';
import { WhatIf, WhatIfClasses } from '@weir/contract';
import {
  type ArrivedClasses,
  arrivedClasses,
  type BoardHistory,
  type BoardRules,
  type WhatIf as Computed,
  whatIf,
} from '@weir/domain';
import { simulationSeed } from '../../../src/flow/throughput.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import { aBusyBoard } from '../busy-board.js';
import { aReplayedBoard, type ReplayedBoard } from './replayed-board.js';

const api = theApi();
const { viewer, manager } = api.people;
let replayed: ReplayedBoard;

beforeAll(async () => {
  replayed = await aReplayedBoard();
}, 60_000);

const ask = async (board: BoardUnderTest, query: string) => {
  const { status, body } = await viewer.get(`${board.path}/flow/what-if?${query}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return WhatIf.parse(body);
};

const places = (doing: number, review: number): BoardRules['limits'] => [
  { id: 'doing', columns: [0], max: doing, of: null, exemptsExpedite: true },
  { id: 'review', columns: [1], max: review, of: null, exemptsExpedite: true },
  { id: 'expedite', columns: [0, 1], max: 1, of: 'expedite', exemptsExpedite: false },
];

/** The domain’s answer from the history in the test. */
async function expected(history: BoardHistory, change: Partial<BoardRules>): Promise<Computed> {
  const { rows } = await api.pool.query('SELECT id FROM boards WHERE key = $1', [replayed.board.key]);
  const rules = { ...history.rules, limits: places(4, 2) };
  const steps = whatIf(
    { ...history, rules },
    { ...rules, ...change },
    simulationSeed(rows[0].id, history.today),
  );
  for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value as Computed;
}

test('what-if replays what happened on the board: cards, blocks, halves, requests and refusals', async () => {
  const { board, history } = replayed;
  const answer = await ask(board, `limits=${board.id('Doing')}:1,${board.id('Review')}:1&depth=9`);
  const { before, after, difference, fit, staffing, basis } = await expected(history, {
    limits: places(1, 1),
    depth: 9,
  });
  expect(answer.result).toEqual({ before, after, difference });
  expect(answer.fit).toEqual({ ...fit, warning: null });
  expect(answer.staffing).toEqual(staffing);
  expect(answer.basis).toMatchObject({
    ...basis,
    window: 119,
    from: history.from,
    people: 0,
    unread: 0,
    limitsChangedOn: null,
  });
  expect(after.inFlight!.high).toBeLessThan(before.inFlight!.low);
  expect(basis.delivered).toBeGreaterThan(40);
  const refused = fit.figures.find(({ figure }) => figure === 'refused');
  expect(refused!.actual).toBeGreaterThan(1);
  expect(difference.refused!.value).toBeLessThan(0);
});

test('a limit on the board, other people and another window are simulated too, and the same question has the same answer', async () => {
  const { board, history } = replayed;
  const one = { id: 'board', columns: [0, 1], max: 1, of: null, exemptsExpedite: false };
  const capped = await ask(board, 'limits=board:1');
  const { after } = await expected(history, { limits: [...places(4, 2), one] });
  expect(capped.result).toMatchObject({ after });
  expect(await ask(board, 'limits=board:1')).toEqual(capped);
  const free = await ask(board, `limits=${board.id('Doing')}:none&staffing=200&window=42`);
  expect(free.basis).toMatchObject({ window: 42, days: 42 });
});

test('a question without a change, about another board’s column or with a wrong mix is refused, and says why', async () => {
  const { board } = replayed;
  const other = await aBoard().column('Doing').make();
  const faults: [string, string, string][] = [
    ['', 'limits', 'whatIfNothing'],
    [`limits=${other.id('Doing')}:3`, 'limits.0.columnId', 'notActiveColumn'],
    [`limits=${board.id('Ready')}:3`, 'limits.0.columnId', 'notActiveColumn'],
    ['limits=board:3,board:4', 'limits', 'columnTwice'],
    ['limits=Doing:3', 'limits', 'whatIfLimits'],
    ['mix=expedite:10', 'mix', 'whatIfMix'],
    ['mix=standard:50,expedite:50,', 'mix', 'whatIfMix'],
    ['mix=standard:60,standard:100', 'mix', 'whatIfMix'],
    ['depth=501', 'depth', 'tooBig'],
    ['depth=x', 'depth', 'wholeNumber'],
    ['depth=9&window=41', 'window', 'tooSmall'],
  ];
  for (const [query, path, code] of faults) {
    const { status, body } = await viewer.get<{ errors: object[] }>(`${board.path}/flow/what-if?${query}`);
    expect({ query, status, errors: body.errors }).toMatchObject({
      query,
      status: 422,
      errors: [{ path, code }],
    });
  }
});

test('the classes that arrived are known in percent, so that another mix can be compared with them', async () => {
  const { board, history } = replayed;
  const { body } = await viewer.get<WhatIfClasses>(`${board.path}/flow/what-if/classes`);
  const { days, arrivals, shares } = arrivedClasses(history) as ArrivedClasses;
  expect(WhatIfClasses.parse(body)).toEqual({ from: history.from, days, arrivals, shares });
  expect(shares).toEqual({ expedite: 0, fixedDate: 0, standard: 100, intangible: 0 });
  expect(arrivals).toBeGreaterThan(history.cards.length);
  const young = await aBoard().column('Doing').make();
  expect((await viewer.get(`${young.path}/flow/what-if/classes`)).body).toEqual({
    unknown: 'The board has no history to replay. What-if needs at least 42.',
  });
});

test('a board with a thin history has no answer, and says what is missing', async () => {
  const young = await aBoard().column('Doing', { limit: 3 }).make();
  const { result, fit, basis } = await ask(young, 'limits=board:2');
  expect(result).toEqual({
    unknown: 'The board has no history to replay. What-if needs at least 42.',
  });
  expect([fit, basis.runs]).toEqual([null, 0]);
  const { result: ofExpedite } = await ask(replayed.board, 'mix=expedite:50,standard:50');
  expect(ofExpedite).toEqual({
    unknown: 'No cards of class Expedite were delivered. To add more of them, what-if needs at least 5.',
  });
});

test('what-if names a limit that changed recently, because the history before the change does not apply', async () => {
  const { board, history } = replayed;
  const limit = (await board.read()).limits.find(
    (each) => each.scope === 'column' && each.columnId === board.id('Review'),
  );
  await manager.patch(`${board.path}/limits/${limit!.id}`, { max: 1 });
  api.clock.pass({ days: 1 });
  expect((await ask(board, 'depth=9')).basis).toMatchObject({
    from: history.from,
    limitsChangedOn: history.today,
  });
  api.clock.pass({ days: 43 });
  const later = await ask(board, 'depth=9');
  expect(later.basis).toMatchObject({ days: 43, delivered: 0 });
  expect(later.result).toMatchObject({
    unknown: expect.stringContaining('No cards with a whole history were delivered'),
  });
});

test('a board that delivers 400 cards in less than 42 days has an answer from 42 days', async () => {
  const busy = await aBusyBoard({ days: 60, daily: 12 });
  const { result, basis } = await ask(busy, 'limits=board:9');
  expect(basis).toMatchObject({ window: 119, days: 42 });
  expect(basis.delivered).toBeGreaterThan(400);
  expect(result).not.toHaveProperty('unknown');
});
