import { expect, test } from '@jest/globals';
import { type Card, changesOf, type ProblemOf, problemSchemas } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';
import { aLimit, handsOf } from '../support/hands.js';

// A column or a lane that goes: what becomes of its cards and of the limits that name it.

const api = theApi();
const manager = () => api.as('manager');
const { create, move, cardsIn, orderIn, eventsSince } = handsOf(() => api.as('member'));
type Told = Pick<ProblemOf<'invalid-input'>, 'errors'> & ProblemOf<'wip-limit-reached'>;
const remove = (board: BoardUnderTest, column: string, to?: string) =>
  manager().delete<Told>(
    `${board.path}/columns/${board.id(column)}${to === undefined ? '' : `?cardsTo=${to}`}`,
  );
const aLane = async (board: BoardUnderTest, name: string) =>
  (await manager().post<{ id: string }>(`${board.path}/swimlanes`, { name })).body.id;
const removeLane = (board: BoardUnderTest, lane: string, to?: string) =>
  manager().delete<Told>(`${board.path}/swimlanes/${lane}${to === undefined ? '' : `?cardsTo=${to}`}`);

test('its cards go to the end of another column in their order, archived ones too, as one event', async () => {
  const board = await aBoard(api).column('Doing').column('Review', { split: true }).make();
  const [stands] = (await cardsIn(board, 'Doing', 1)) as [number];
  const [one, two, archived] = (await cardsIn(board, 'Review', 3)) as [number, number, number];
  await move(board, one, { columnId: board.id('Review'), half: 'done' });
  await move(board, two, { columnId: board.id('Review'), before: one });
  await manager().put(`${board.path}/cards/${archived}/archive`);
  const { seq } = await board.read();

  expect((await remove(board, 'Review', board.id('Doing'))).status).toBe(204);
  const after = await board.read();
  expect(after.columns.map(({ name }) => name)).toEqual(['Ready', 'Doing', 'Done']);
  expect(await orderIn(board, 'Doing')).toEqual([stands, two, one]);
  expect(after.cards.map(({ half }) => half)).toEqual([null, null, null]);
  const moved = (await manager().get<Card>(`${board.path}/cards/${archived}`)).body;
  expect(moved).toMatchObject({ columnId: board.id('Doing'), archivedAt: expect.any(String) });

  const events = await eventsSince(board, seq);
  expect(events.map(({ type }) => type)).toEqual(['column.removed']);
  const [told, ...cards] = changesOf(events[0]!);
  expect(told).toMatchObject({
    column: board.id('Review'),
    from: { name: 'Review', kind: 'active', split: true },
    cardsTo: board.id('Doing'),
  });
  expect(cards.map(({ card, from, to }) => [card, from?.columnId, to?.columnId])).toEqual(
    [one, two, archived].map((card) => [card, board.id('Review'), board.id('Doing')]),
  );
});

test('the moments of its cards are those of a move', async () => {
  const board = await aBoard(api).column('Doing').column('Review').make();
  const [number] = await cardsIn(board, 'Doing', 1);
  await remove(board, 'Doing', board.id('Ready'));
  expect((await board.read()).cards).toMatchObject([{ number, committedAt: null, deliveredAt: null }]);
  await manager().post(`${board.path}/columns`, { name: 'Ideas', kind: 'queue' });
  await remove(board, 'Ready', board.id('Done'));
  expect((await board.read()).cards).toMatchObject([
    { number, committedAt: expect.any(String), deliveredAt: expect.any(String) },
  ]);
});

test('where there is no room for all of them it stays, and the refusal says what fills the place', async () => {
  const board = await aBoard(api).column('Doing', { limit: 2 }).column('Review').make();
  const [stands] = (await cardsIn(board, 'Doing', 1)) as [number];
  const cards = await cardsIn(board, 'Review', 2);
  const stood = await board.read();
  const refused = await remove(board, 'Review', board.id('Doing'));
  expect(refused.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(refused.body)).toMatchObject({
    limits: [{ of: 'Doing', max: 2, load: 1, cards }],
    // Finished into Review it would come back with the rest.
    options: [{ kind: 'putBack', card: { number: stands }, suffices: true }],
  });
  expect(await board.read()).toEqual(stood);
  await move(board, stands, { columnId: board.id('Done') });
  expect((await remove(board, 'Review', board.id('Doing'))).status).toBe(204);
});

test('without a home for its cards it stays; to itself, to none of this board, or as the last of its kind, too', async () => {
  const board = await aBoard(api).column('Doing').column('Review').make();
  const elsewhere = await aBoard(api).make();
  await cardsIn(board, 'Doing', 1);
  await cardsIn(board, 'Done', 1);
  const stood = await board.read();
  expect(await remove(board, 'Doing')).toMatchObject({
    status: 409,
    body: { code: 'column-not-empty', cards: 1 },
  });
  for (const [column, to, path] of [
    ['Doing', board.id('Doing'), 'cardsTo'],
    ['Doing', elsewhere.id('Ready'), 'cardsTo'],
    ['Doing', '00000000-0000-4000-8000-000000000000', 'cardsTo'],
    ['Doing', 'Review', 'cardsTo'],
    ['Doing', '', 'cardsTo'],
    ['Done', board.id('Doing'), 'column'],
    ['Ready', board.id('Doing'), 'column'],
  ] as const) {
    const refused = await remove(board, column, to);
    expect([column, to, refused.status, refused.body.errors?.map((error) => error.path)]).toEqual([
      column,
      to,
      422,
      [path],
    ]);
  }
  expect((await api.as('member').delete(`${board.path}/columns/${board.id('Doing')}`)).status).toBe(403);
  expect(await board.read()).toEqual(stood);
});

test('limits of the column and of its cells go, a group goes on without it, and a pair is one no more', async () => {
  const board = await aBoard(api).column('Dev', { limit: 3 }).column('Review').column('Test').make();
  const lane = await aLane(board, 'Front');
  const ids = (...names: string[]) => names.map((name) => board.id(name));
  const all = await aLimit(manager(), board, {
    scope: 'columns',
    columnIds: ids('Dev', 'Review', 'Test'),
    max: 5,
  });
  const pair = await aLimit(manager(), board, { scope: 'columns', columnIds: ids('Dev', 'Test'), max: 5 });
  const cell = await aLimit(manager(), board, {
    scope: 'swimlane',
    swimlaneId: lane,
    columnId: board.id('Dev'),
    max: 5,
  });
  const own = (await board.column('Dev')).limit!;
  await cardsIn(board, 'Dev', 1, { swimlaneId: lane });
  const { seq } = await board.read();
  expect((await remove(board, 'Dev', board.id('Review'))).status).toBe(204);
  const { limits } = await board.read();
  expect(limits.map(({ id }) => id)).not.toEqual(expect.arrayContaining([pair.id, cell.id, own.id]));
  expect(limits.find(({ id }) => id === all.id)).toMatchObject({
    columnIds: ids('Review', 'Test').sort(),
    load: 1,
  });
  const [event, ...more] = await eventsSince(board, seq);
  expect(more).toEqual([]);
  const told = changesOf(event!).filter(({ limit }) => limit);
  expect(told.map(({ limit, to }) => [limit, to ?? null])).toEqual(
    expect.arrayContaining([
      [own.id, null],
      [pair.id, null],
      [cell.id, null],
      [all.id, { columnIds: ids('Review', 'Test').sort() }],
    ]),
  );
});

test('a group that holds both columns loses no room by it; one that holds the other only is held', async () => {
  const board = await aBoard(api).column('Dev').column('Review').column('Test').make();
  const ids = (...names: string[]) => names.map((name) => board.id(name));
  await aLimit(manager(), board, { scope: 'columns', columnIds: ids('Dev', 'Review', 'Test'), max: 2 });
  const other = await aLimit(manager(), board, {
    scope: 'columns',
    columnIds: ids('Review', 'Test'),
    max: 1,
  });
  const [card] = await cardsIn(board, 'Dev', 1);
  await cardsIn(board, 'Test', 1);
  const stood = await board.read();
  expect(await remove(board, 'Dev', board.id('Review'))).toMatchObject({
    status: 409,
    body: { limits: [{ id: other.id, of: 'Review + Test', cards: [card] }] },
  });
  expect(await board.read()).toEqual(stood);
  await manager().delete(`${board.path}/limits/${other.id}`);
  expect((await remove(board, 'Dev', board.id('Review'))).status).toBe(204);
});

test('it stays where two groups would come to be the same', async () => {
  const board = await aBoard(api).column('Dev').column('Review').column('Test').make();
  const ids = (...names: string[]) => names.map((name) => board.id(name));
  await aLimit(manager(), board, { scope: 'columns', columnIds: ids('Dev', 'Review', 'Test'), max: 2 });
  const pair = await aLimit(manager(), board, { scope: 'columns', columnIds: ids('Review', 'Test'), max: 1 });
  const stood = await board.read();
  expect(await remove(board, 'Dev')).toMatchObject({ status: 422, body: { errors: [{ path: 'column' }] } });
  expect(await board.read()).toEqual(stood);
  await manager().delete(`${board.path}/limits/${pair.id}`);
  expect((await remove(board, 'Dev')).status).toBe(204);
});

test('a lane’s cards go to another lane or to none, and its limits go, as one event', async () => {
  const board = await aBoard(api).column('Doing').make();
  const [one, two, three] = [
    await aLane(board, 'One'),
    await aLane(board, 'Two'),
    await aLane(board, 'Three'),
  ];
  const own = await aLimit(manager(), board, { scope: 'swimlane', swimlaneId: one, max: 3 });
  const cell = await aLimit(manager(), board, {
    scope: 'swimlane',
    swimlaneId: one,
    columnId: board.id('Doing'),
    max: 3,
  });
  const [card] = await cardsIn(board, 'Doing', 1, { swimlaneId: one });
  const { seq } = await board.read();
  expect((await removeLane(board, one, two)).status).toBe(204);
  expect((await board.read()).cards).toMatchObject([
    { number: card, swimlaneId: two, columnId: board.id('Doing') },
  ]);
  const [event, ...more] = await eventsSince(board, seq);
  expect([event!.type, more]).toEqual(['swimlane.removed', []]);
  expect(event!.changes).toMatchObject([
    { swimlane: one, from: { name: 'One' }, cardsTo: two },
    { card, from: { swimlaneId: one }, to: { swimlaneId: two } },
    { limit: expect.any(String), from: { scope: 'swimlane' } },
    { limit: expect.any(String), from: { scope: 'swimlane' } },
  ]);
  expect(
    changesOf(event!)
      .flatMap(({ limit }) => limit ?? [])
      .sort(),
  ).toEqual([own.id, cell.id].sort());

  const stood = await board.read();
  for (const to of [two, one, '00000000-0000-4000-8000-000000000000', 'nowhere', '']) {
    const refused = await removeLane(board, two, to);
    expect([to, refused.status, refused.body.errors?.map(({ path }) => path)]).toEqual([
      to,
      422,
      ['cardsTo'],
    ]);
  }
  expect((await removeLane(board, one, three)).status).toBe(404);
  expect(await board.read()).toEqual(stood);
  expect((await removeLane(board, two, 'none')).status).toBe(204);
  expect((await board.read()).cards).toMatchObject([{ swimlaneId: null }]);
  expect((await removeLane(board, three)).status).toBe(204);
});

test('a lane that holds cards, archived ones too, does not go without a word on where they go', async () => {
  const board = await aBoard(api).column('Doing').make();
  const lane = await aLane(board, 'Security');
  await aLimit(manager(), board, { scope: 'swimlane', swimlaneId: lane, max: 2 });
  const [one, two] = await cardsIn(board, 'Doing', 2, { swimlaneId: lane });
  await manager().put(`${board.path}/cards/${one}/archive`);
  const stood = await board.read();
  expect(await removeLane(board, lane)).toMatchObject({
    status: 409,
    body: { code: 'swimlane-not-empty', cards: 2 },
  });
  expect(await board.read()).toEqual(stood);
  const [gone, again] = await Promise.all([
    removeLane(board, lane, 'none'),
    create(board, { columnId: board.id('Doing'), swimlaneId: lane }),
  ]);
  expect([gone.status, [201, 422].includes(again.status)]).toEqual([204, true]);
  expect((await board.read()).cards.find(({ number }) => number === two)).toMatchObject({ swimlaneId: null });
});

test('a card that comes while the column goes is not lost', async () => {
  const board = await aBoard(api).column('Doing').column('Review').make();
  const columnId = board.id('Review');
  const [gone, ...made] = await Promise.all([
    remove(board, 'Review', board.id('Doing')),
    ...Array.from({ length: 8 }, () => create(board, { columnId })),
  ]);
  expect(gone.status).toBe(204);
  const stand = (await board.read()).cards;
  expect(stand).toHaveLength(made.filter(({ status }) => status === 201).length);
  expect(stand.every((card) => card.columnId === board.id('Doing'))).toBe(true);
  expect(made.every(({ status }) => status === 201 || status === 422)).toBe(true);
});
