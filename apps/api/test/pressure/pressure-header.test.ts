import { expect, test } from '@jest/globals';
import type { Board, Pressure } from '@weir/contract';
import { all } from '../races/crowd.js';
import { anotherInstance } from '../support/another-instance.js';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import type { Answer } from '../support/person.js';
import { aToken } from '../workspaces/tokens/support.js';

const api = theApi({ WEIR_CORS_ORIGINS: 'https://tools.weir.test' });
const { owner, manager, member, requester, secondRequester, viewer, stranger } = api.people;

const headerOf = ({ headers }: Answer) => headers.get('weir-pressure');

/** What the board itself says, in the words of the header. */
async function expected(board: BoardUnderTest): Promise<string> {
  const { state, level } = (await requester.get<Pressure>(`${board.path}/pressure`)).body;
  return `state=${state}, level=${(Math.floor(level * 100 + 1e-6) / 100).toFixed(2).replace(/0$/, '')}`;
}

test('every write answers with the pressure after it', async () => {
  const board = await aBoard()
    .column('Doing', { limit: 3 })
    .column('Review', { limit: 4 })
    .column('Free')
    .intake({ depth: 8 })
    .make();
  await board.cards('Ready', 5);
  const seen: (string | null)[] = [];
  const check = async (call: () => Promise<Answer>) => {
    api.clock.pass({ minutes: 1 });
    const answer = await call();
    expect(answer.status).toBeLessThan(300);
    seen.push(headerOf(answer));
    expect(headerOf(answer)).toBe(await expected(board));
  };
  await check(() => member.moveCard(board, 1, { column: 'Doing' }));
  await check(() => member.createCard(board, { column: 'Review' }));
  await check(() => member.createCard(board, { column: 'Doing', classOfService: 'expedite' }));
  await check(() =>
    member.moveCards(
      board,
      [2, 3].map((card) => ({ card, column: 'Doing' })),
    ),
  );
  await check(() => manager.post(`${board.path}/limits`, { scope: 'board', max: 5 }));
  await check(() => member.archive(board, 1));
  await check(() => requester.submit(board));
  await check(() => manager.patch(`${board.path}/intake`, { depth: 1 }));
  await check(() =>
    manager.answer(board, 1, { kind: 'decline', reason: 'other', message: 'Not this year.' }),
  );
  await check(() => member.post(`${board.path}/cards/2/comments`, { text: 'Nearly done' }));
  expect(seen.slice(0, 4)).toEqual([
    'state=flowing, level=0.16',
    'state=flowing, level=0.29',
    'state=flowing, level=0.29',
    'state=flowing, level=0.62',
  ]);
  expect(seen).toContain('state=saturated, level=1.0');
});

test('reads, “not modified” and refusals about a board name its pressure, and nothing else does', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).intake({ depth: 1 }).make();
  await board.cards('Doing', 1);
  const full = 'state=saturated, level=1.0';
  const whole = await viewer.get(board.path);
  const known = { 'if-none-match': whole.headers.get('etag') as string };
  const answers = {
    200: whole,
    304: await viewer.get(board.path, known),
    409: await member.createCard(board, { column: 'Doing' }),
    412: await member.patchCard(board, 1, { title: 'Other' }, { 'if-match': '"9"' }),
    422: await member.post(`${board.path}/cards`, { title: 7 }),
  };
  for (const [status, answer] of Object.entries(answers))
    expect([answer.status, headerOf(answer)]).toEqual([Number(status), full]);
  await requester.submit(board);
  const refused = await secondRequester.submit(board);
  expect([refused.status, headerOf(refused)]).toEqual([429, full]);
  expect(headerOf(await viewer.get(`${board.path}/cards/1`))).toBe(full);
  expect(headerOf(await owner.get('/v1/workspaces/demo/boards'))).toBeNull();
  expect(headerOf(await owner.get('/v1/me'))).toBeNull();
});

test('callers who may not read the pressure get no header', async () => {
  const board = await aBoard().make();
  for (const path of [board.path, `${board.path}/cards/1`, `${board.path}/pressure`]) {
    expect(headerOf(await stranger.get(path))).toBeNull();
    expect(headerOf(await api.nobody.get(path))).toBeNull();
  }
  expect(headerOf(await stranger.createCard(board))).toBeNull();
  const lease = { 'weir-lease': 'none' };
  for (const answer of [
    await stranger.put(`${board.path}/cards/1/position`, { columnId: board.id('Done') }, lease),
    await stranger.post(`${board.path}/cards`, { title: 'Mine' }, lease),
  ])
    expect([answer.status, headerOf(answer)]).toEqual([404, null]);
  expect(headerOf(await requester.createCard(board))).toBeNull();
  const create = { title: 'By a program' };
  const write = await aToken(api, member, { scopes: ['cards'] });
  const made = await write.caller.post(`${board.path}/cards`, create);
  expect([made.status, headerOf(made)]).toEqual([201, null]);
  const both = await aToken(api, member, { scopes: ['cards', 'read'] });
  expect(headerOf(await both.caller.post(`${board.path}/cards`, create))).toMatch(
    /^state=flowing, level=0\.0$/,
  );
});

test('a move with its pressure takes one round trip to the database', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).make();
  await board.cards('Ready', 1);
  api.clock.pass({ minutes: 1 });
  // Its session was used a moment ago, so that the use is not stored with the move.
  await member.get('/v1/me');
  let roundTrips = 0;
  const count = () => {
    roundTrips += 1;
  };
  const pool = api.service('Pool').on('acquire', count);
  try {
    const moved = await member.moveCard(board, 1, { column: 'Doing' });
    expect([moved.status, headerOf(moved), roundTrips]).toEqual([200, 'state=flowing, level=0.5', 1]);
  } finally {
    pool.off('acquire', count);
  }
});

test('while many writes come, their pressure is at most a tenth of a second old', async () => {
  const board = await aBoard().column('Doing', { limit: 40 }).make();
  await board.cards('Ready', 40);
  const moved = await all(40, (n) => member.moveCard(board, n + 1, { column: 'Doing' }));
  expect(moved.every((answer) => /^state=\w+, level=[01]\.\d+$/.test(headerOf(answer) ?? ''))).toBe(true);
  api.clock.pass({ minutes: 0.1 / 60 });
  expect(headerOf(await member.get(`${board.path}/cards/1`))).toBe('state=saturated, level=1.0');
});

test('what others wrote is in the header at once beside the board, and a second later everywhere', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  await board.cards('Ready', 1);
  const other = await anotherInstance(api, {});
  try {
    api.clock.stop();
    expect(headerOf(await member.get(`${board.path}/cards/1`))).toBe('state=flowing, level=0.0');
    await other.as(member).moveCard(board, 1, { column: 'Doing' });
    const whole = await member.get<Board>(board.path);
    expect(whole.body.pressure).toEqual({ state: 'saturated', level: 1 });
    expect(headerOf(whole)).toBe('state=saturated, level=1.0');
    await other.as(member).moveCard(board, 1, { column: 'Ready' });
    api.clock.pass({ minutes: 1 / 60 });
    expect(headerOf(await member.get(`${board.path}/cards/1`))).toBe('state=flowing, level=0.0');
  } finally {
    await other.close();
  }
});

test('pages of other sites can read it', async () => {
  const board = await aBoard().make();
  const answer = await member.get(board.path, { origin: 'https://tools.weir.test' });
  expect(answer.headers.get('access-control-expose-headers')).toContain('Weir-Pressure');
});
