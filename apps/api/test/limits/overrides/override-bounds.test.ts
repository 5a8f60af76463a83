import { expect, test } from '@jest/globals';
import type { OverrideLog } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard } from '../../support/board.js';
import { overrideOf } from '../../support/overrides.js';
import { aFullBoard, closeMember, limitOn, reason, why } from './override-paths.js';

// The budget of overrides, the limits one must name, and what is refused.

const api = theApi();
const { manager, member } = api.people;

test('each overridden limit spends one of the budget, which is full again next month', async () => {
  const board = await aFullBoard(api);
  const columnId = board.id('Doing');
  await manager.patch(board.path, { overrideBudget: 2 });
  const pass = async () =>
    manager.createCard(board, { columnId, override: overrideOf(why, await limitOn(board, 'Doing')) });
  expect([(await pass()).status, (await pass()).status]).toEqual([201, 201]);
  const spent = await pass();
  expect(spent).toMatchObject({
    status: 409,
    body: { code: 'override-budget-spent', budget: 2, spent: 2, renewsOn: expect.stringMatching(/-01$/) },
  });
  api.clock.pass({ days: 31 });
  expect((await pass()).status).toBe(201);
  expect((await board.read()).overrides).toMatchObject({ budget: 2, spent: 1 });
});

test('refuses an override if a limit of mode block is in the way, and lists all limits', async () => {
  const board = await aFullBoard(api);
  const doing = await limitOn(board, 'Doing');
  const whole = await board.limit({ scope: 'board', max: 2 });
  const before = await board.read();
  const columnId = board.id('Doing');
  for (const named of [[doing], [doing, whole]]) {
    const refused = await manager.moveCard(board, 1, { columnId, override: overrideOf(why, ...named) });
    expect(refused).toMatchObject({ status: 409, body: { code: 'wip-limit-reached' } });
    expect(refused.body.limits.map(({ id }) => id).sort()).toEqual([doing.id, whole.id].sort());
  }
  expect(await board.read()).toEqual(before);
});

test('refuses an override that does not name every limit in the way', async () => {
  const board = await aFullBoard(api);
  const doing = await limitOn(board, 'Doing');
  const whole = await board.limit({ scope: 'board', ...reason(2) });
  const columnId = board.id('Doing');
  const refused = await manager.moveCard(board, 1, { columnId, override: overrideOf(why, doing) });
  expect(refused.body.limits.map(({ of }) => of).sort()).toEqual(['Doing', 'Platform']);
  expect((await board.read()).overrides.spent).toBe(0);
  expect(
    (await manager.moveCard(board, 1, { columnId, override: overrideOf(why, doing, whole) })).status,
  ).toBe(200);
  expect((await board.read()).overrides.spent).toBe(2);
});

test('spends nothing for a named limit that has room', async () => {
  const board = await aFullBoard(api);
  const limit = await limitOn(board, 'Doing');
  await manager.moveCard(board, 2, { column: 'Done' });
  const moved = await manager.moveCard(board, 1, { column: 'Doing', override: overrideOf(why, limit) });
  expect(moved.status).toBe(200);
  expect((await board.read()).overrides.spent).toBe(0);
});

test('a limit of mode warn lets everybody in and logs it', async () => {
  const board = await aBoard()
    .column('Doing', { limit: { max: 1, mode: 'warn' } })
    .make();
  const [, second] = await board.cards('Doing', 2);
  const { overrides, limits } = await board.read();
  expect(overrides.spent).toBe(0);
  expect(limits).toContainEqual(
    expect.objectContaining({ scope: 'column', max: 1, load: 2, passedLately: 1 }),
  );
  const ledger = await manager.get<OverrideLog>(`${board.path}/overrides`);
  expect(ledger.body.items).toMatchObject([
    {
      by: { name: 'Bao Brandt' },
      mode: 'warn',
      reason: null,
      max: 1,
      load: 1,
      gain: 1,
      cards: [{ number: second }],
    },
  ]);
});

test('a change of class and assignees at once names every broken limit and passes with all of them', async () => {
  const board = await aFullBoard(api);
  const doing = await limitOn(board, 'Doing');
  const person = await closeMember(api, board);
  const change = { classOfService: 'standard', assigneeIds: [member.id] };
  const edit = (override?: object) =>
    manager.patchCard(board, 3, {
      ...change,
      override,
    });
  const before = await board.read();
  for (const override of [undefined, overrideOf(why, doing), overrideOf(why, person)]) {
    const refused = await edit(override);
    expect(refused.status).toBe(409);
    expect(refused.body.limits.map(({ of, cards }) => [of, cards]).sort()).toEqual([
      ['Bao Brandt', [3]],
      ['Doing', [3]],
    ]);
  }
  expect(await board.read()).toEqual(before);
  expect((await edit(overrideOf(why, doing, person))).status).toBe(200);
  expect((await board.read()).overrides.spent).toBe(2);
});

test('spends the budget once if the write is sent again with its key', async () => {
  const board = await aFullBoard(api);
  const override = overrideOf(why, await limitOn(board, 'Doing'));
  const moves = [{ card: 1, columnId: board.id('Doing') }];
  for (const _ of [1, 2])
    expect((await manager.moveCards(board, moves, { override }, { 'idempotency-key': 'x' })).status).toBe(
      200,
    );
  expect((await board.read()).overrides.spent).toBe(1);
});

test('says what to do where a write takes no override', async () => {
  const board = await aFullBoard(api);
  const lane = (await manager.post<{ id: string }>(`${board.path}/swimlanes`, { name: 'Payments' })).body;
  const doing = board.id('Doing');
  const { number } = (await manager.createCard(board, { column: 'Done' })).body;
  const archive = `${board.path}/cards/${number}/archive`;
  await board.limit({ scope: 'swimlane', swimlaneId: lane.id, ...reason(0) });
  await manager.post(`${board.path}/columns`, { name: 'Review', kind: 'active' });
  await manager.moveCard(board, number, { columnId: (await board.column('Review')).id });
  const detail = async (answer: Promise<{ status: number; body: { detail: string } }>) => {
    const { status, body } = await answer;
    expect(status).toBe(409);
    return body.detail;
  };
  const review = `${board.path}/columns/${(await board.column('Review')).id}`;
  expect(await detail(manager.delete(`${review}?cardsTo=${doing}`))).toBe(
    'Doing is full: 1 of 1. An override isn’t possible here: move the cards with an override first, then remove the column.',
  );
  expect(await detail(manager.moveCard(board, number, { columnId: doing }))).toBe('Doing is full: 1 of 1.');
  await manager.put(archive);
  await manager.patch(review, { limit: reason(0) });
  expect(await detail(manager.delete(archive))).toBe(
    'Review is closed: its limit is 0. An override isn’t possible here: make room first, or raise the limit.',
  );
});

test('names what is wrong with an override', async () => {
  const board = await aFullBoard(api);
  const limit = await limitOn(board, 'Doing');
  const right = overrideOf(why, limit);
  const seen = right.limits[0]!;
  const before = await board.read();
  for (const [override, path] of [
    [{ ...right, reason: 'No' }, 'override.reason'],
    [{ ...right, reason: ' '.repeat(9) }, 'override.reason'],
    [{ ...right, reason: 'x'.repeat(501) }, 'override.reason'],
    [{ limits: right.limits }, 'override.reason'],
    [{ ...right, limits: [] }, 'override.limits'],
    [{ ...right, limits: [seen, seen] }, 'override.limits'],
    [{ ...right, limits: [{ ...seen, id: 'Doing' }] }, 'override.limits.0.id'],
    [{ ...right, limits: [{ ...seen, load: -1 }] }, 'override.limits.0.load'],
    [{ ...right, limits: [{ ...seen, max: '1' }] }, 'override.limits.0.max'],
    [{ ...right, by: 'me' }, 'override.by'],
    [null, 'override'],
    ['please', 'override'],
  ] as [unknown, string][]) {
    for (const answer of [
      await manager.createCard(board, { column: 'Doing', override }),
      await manager.moveCard(board, 1, { column: 'Doing', override }),
      await manager.moveCards(board, [{ card: 1, column: 'Doing' }], { override }),
    ]) {
      expect([override, answer.status, answer.body.errors?.[0]?.path]).toEqual([override, 422, path]);
    }
  }
  // A limit of another board is not in the way.
  const other = { ...limit, id: '00000000-0000-4000-8000-000000000000' };
  expect(
    (await manager.moveCard(board, 1, { column: 'Doing', override: overrideOf(why, other) })).status,
  ).toBe(409);
  expect(await board.read()).toEqual(before);
});
