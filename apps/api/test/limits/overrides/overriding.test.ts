import { expect, test } from '@jest/globals';
import { type OverrideLog, problemSchemas } from '@weir/contract';
import { theApi } from '../../support/api.js';
import type { BoardUnderTest } from '../../support/board.js';
import { overrideOf } from '../../support/overrides.js';
import type { Answer, Person } from '../../support/person.js';
import { aFullBoard, closeMember, limitOn, why } from './override-paths.js';

// Overrides of a limit of mode `reason` on every path that takes one.

const api = theApi();
const { manager, member } = api.people;

type Attempt = (by: Person, board: BoardUnderTest, override?: object) => Promise<Answer<unknown>>;
const paths: [string, string, Attempt][] = [
  [
    'a new card',
    'Doing',
    (by, board, override) => by.createCard(board, { title: 'New', column: 'Doing', override }),
  ],
  ['a move', 'Doing', (by, board, override) => by.moveCard(board, 1, { column: 'Doing', override })],
  [
    'a bulk move',
    'Doing',
    (by, board, override) => by.moveCards(board, [{ card: 1, column: 'Doing' }], { override }),
  ],
  [
    'a change of class',
    'Doing',
    (by, board, override) => by.patchCard(board, 3, { classOfService: 'standard', override }),
  ],
  ['a put-back', 'Ready', (by, board, override) => by.putBack(board, 2, { reason: 'Later', override })],
  [
    'accepting a request',
    'Ready',
    (by, board, override) => by.answer(board, 1, { kind: 'accept', override }),
  ],
];

test.each(paths)(
  '%s overrides the limit of %s with a reason, which is logged',
  async (_, column, attempt) => {
    const board = await aFullBoard(api);
    const limit = await limitOn(board, column);
    const before = await board.read();
    const refused = await attempt(manager, board);
    expect(refused).toMatchObject({
      status: 409,
      body: {
        code: 'wip-limit-reached',
        limits: [{ id: limit.id, of: column, mode: 'reason', max: 1, load: 1 }],
      },
    });
    expect(await board.read()).toEqual(before);

    expect((await attempt(manager, board, overrideOf(why, limit))).status).toBeLessThan(300);
    const { seq, overrides, limits } = await board.read();
    expect(seq).toBe(before.seq + 1);
    expect(overrides).toMatchObject({ budget: 10, spent: 1 });
    expect(limits.find(({ id }) => id === limit.id)).toMatchObject({ load: 2, passedLately: 1 });
    const ledger = await manager.get<OverrideLog>(`${board.path}/overrides`);
    expect(ledger.body.items).toMatchObject([
      {
        seq,
        by: { name: 'Mira Mensah' },
        mode: 'reason',
        reason: why,
        limit: { id: limit.id, scope: 'column', of: column },
        max: 1,
        load: 1,
        gain: 1,
      },
    ]);
  },
);

test.each(paths)(
  '%s is refused to a member with an override, with or without room',
  async (_, column, attempt) => {
    const board = await aFullBoard(api);
    const limit = await limitOn(board, column);
    const before = await board.read();
    const refused = await attempt(member, board, overrideOf(why, limit));
    expect(refused).toMatchObject({ status: 403, body: { code: 'not-allowed' } });
    expect(await board.read()).toEqual(before);
    await manager.patch(`${board.path}/limits/${limit.id}`, { max: 5 });
    expect((await attempt(member, board, overrideOf(why, limit))).status).toBe(403);
  },
);

test.each(paths)(
  '%s is refused with an override on stale figures, which gets the current ones',
  async (_, column, attempt) => {
    const board = await aFullBoard(api);
    const limit = await limitOn(board, column);
    const before = await board.read();
    for (const seen of [
      { ...limit, load: 2 },
      { ...limit, max: 3 },
    ]) {
      const refused = await attempt(manager, board, overrideOf(why, seen));
      expect(refused.status).toBe(409);
      expect(problemSchemas['override-stale'].parse(refused.body)).toMatchObject({
        code: 'override-stale',
        limits: [{ id: limit.id, of: column, mode: 'reason', max: 1, load: 1 }],
      });
    }
    expect(await board.read()).toEqual(before);
  },
);

test('a stale override gets every limit that it must name, also those of a later step', async () => {
  const board = await aFullBoard(api);
  const column = await limitOn(board, 'Doing');
  const person = await closeMember(api, board);
  const make = (override: object) =>
    manager.createCard(board, {
      title: 'New',
      column: 'Doing',
      assigneeIds: [member.id],
      override,
    });
  const stale = await make(overrideOf(why, { ...column, load: 9 }, { ...person, load: 9 }));
  expect([stale.status, stale.body.code]).toEqual([409, 'override-stale']);
  expect(stale.body.limits.map(({ id }) => id).sort()).toEqual([column.id, person.id].sort());
  expect((await make(overrideOf(why, ...stale.body.limits))).status).toBe(201);
});

test.each(paths)('%s is refused an override when the budget is spent', async (_, column, attempt) => {
  const board = await aFullBoard(api);
  const limit = await limitOn(board, column);
  await manager.patch(board.path, { overrideBudget: 0 });
  const before = await board.read();
  const refused = await attempt(manager, board, overrideOf(why, limit));
  expect(refused.status).toBe(409);
  expect(problemSchemas['override-budget-spent'].parse(refused.body)).toMatchObject({
    budget: 0,
    spent: 0,
    renewsOn: before.overrides.renewsOn,
  });
  expect(await board.read()).toEqual(before);
});
