import { expect, test } from '@jest/globals';
import { type Card, type ProblemOf, problemSchemas } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

// Removing a column or a swimlane: what happens to its cards and to the limits on it.

const api = theApi();
const { manager, member } = api.people;
type Refusal = Pick<ProblemOf<'invalid-input'>, 'errors'> & ProblemOf<'wip-limit-reached'>;
const remove = (board: BoardUnderTest, column: string, to?: string) =>
  manager.delete<Refusal>(
    `${board.path}/columns/${board.id(column)}${to === undefined ? '' : `?cardsTo=${to}`}`,
  );

const removeLane = (board: BoardUnderTest, lane: string, to?: string) =>
  manager.delete<Refusal>(`${board.path}/swimlanes/${lane}${to === undefined ? '' : `?cardsTo=${to}`}`);

test('removing a column moves its cards, archived ones too, to the end of another, as one event', async () => {
  const board = await aBoard().column('Doing').column('Review', { split: true }).make();
  const [stands] = await board.cards('Doing', 1);
  const [one, two, archived] = await board.cards('Review', 3);
  await member.moveCard(board, one, { column: 'Review', half: 'done' });
  await member.moveCard(board, two, { column: 'Review', before: one });
  await manager.archive(board, archived);
  const { seq } = await board.read();

  expect((await remove(board, 'Review', board.id('Doing'))).status).toBe(204);
  const after = await board.read();
  expect(after.columns.map(({ name }) => name)).toEqual(['Ready', 'Doing', 'Done']);
  expect(await board.order('Doing')).toEqual([stands, two, one]);
  expect(after.cards.map(({ half }) => half)).toEqual([null, null, null]);
  const moved = (await manager.get<Card>(`${board.path}/cards/${archived}`)).body;
  expect(moved).toMatchObject({ columnId: board.id('Doing'), archivedAt: expect.any(String) });

  const events = await board.events(seq);
  expect(events.map(({ type }) => type)).toEqual(['column.removed']);
  const [column, ...cards] = events[0]!.changes;
  expect(column).toMatchObject({
    column: board.id('Review'),
    from: { name: 'Review', kind: 'active', split: true },
    cardsTo: board.id('Doing'),
  });
  expect(cards.map(({ card, from, to }) => [card, from?.columnId, to?.columnId])).toEqual(
    [two, one, archived].map((card) => [card, board.id('Review'), board.id('Doing')]),
  );
});

test('removing a column sets commitment and delivery of its cards like a move', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const [number] = await board.cards('Doing', 1);
  await remove(board, 'Doing', board.id('Ready'));
  expect((await board.read()).cards).toMatchObject([{ number, committedAt: null, deliveredAt: null }]);
  await manager.post(`${board.path}/columns`, { name: 'Ideas', kind: 'queue' });
  await remove(board, 'Ready', board.id('Done'));
  expect((await board.read()).cards).toMatchObject([
    { number, committedAt: expect.any(String), deliveredAt: expect.any(String) },
  ]);
});

test('refuses to remove a column if the other has no room for all its cards', async () => {
  const board = await aBoard().column('Doing', { limit: 2 }).column('Review').make();
  const [stands] = await board.cards('Doing', 1);
  const cards = await board.cards('Review', 2);
  const before = await board.read();
  const refused = await remove(board, 'Review', board.id('Doing'));
  expect(refused.status).toBe(409);
  expect(problemSchemas['wip-limit-reached'].parse(refused.body)).toMatchObject({
    limits: [{ of: 'Doing', max: 2, load: 1, cards }],
    // Not `finish`: a card moved on into Review would come back with the others.
    options: [{ kind: 'putBack', card: { number: stands }, suffices: true }],
  });
  expect(await board.read()).toEqual(before);
  await member.moveCard(board, stands, { column: 'Done' });
  expect((await remove(board, 'Review', board.id('Doing'))).status).toBe(204);
});

test('refuses to remove a column without a target for its cards, with a wrong target, or as the last of its kind', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const elsewhere = await aBoard().make();
  await board.cards('Doing', 1);
  await board.cards('Done', 1);
  const before = await board.read();
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
  ] as const) {
    const refused = await remove(board, column, to);
    expect([column, to, refused.status, refused.body.errors?.map((error) => error.path)]).toEqual([
      column,
      to,
      422,
      [path],
    ]);
  }
  expect((await member.delete(`${board.path}/columns/${board.id('Doing')}`)).status).toBe(403);
  expect(await board.read()).toEqual(before);
});

test('removing a column removes its limits and cells and takes it out of groups', async () => {
  const board = await aBoard().column('Dev', { limit: 3 }).column('Review').column('Test').make();
  const lane = await board.lane('Front');
  const ids = (...names: string[]) => names.map((name) => board.id(name));
  const all = await board.limit({
    scope: 'columns',
    columnIds: ids('Dev', 'Review', 'Test'),
    max: 5,
  });
  const pair = await board.limit({ scope: 'columns', columnIds: ids('Dev', 'Test'), max: 5 });
  const cell = await board.limit({
    scope: 'swimlane',
    swimlaneId: lane,
    columnId: board.id('Dev'),
    max: 5,
  });
  const own = (await board.column('Dev')).limit!;
  await board.cards('Dev', 1, { swimlaneId: lane });
  const { seq } = await board.read();
  expect((await remove(board, 'Dev', board.id('Review'))).status).toBe(204);
  const { limits } = await board.read();
  expect(limits.map(({ id }) => id)).not.toEqual(expect.arrayContaining([pair.id, cell.id, own.id]));
  expect(limits.find(({ id }) => id === all.id)).toMatchObject({
    columnIds: ids('Review', 'Test').sort(),
    load: 1,
  });
  const [event, ...more] = await board.events(seq);
  expect(more).toEqual([]);
  const limitChanges = event!.changes.filter(({ limit }) => limit);
  expect(limitChanges.map(({ limit, to }) => [limit, to ?? null])).toEqual(
    expect.arrayContaining([
      [own.id, null],
      [pair.id, null],
      [cell.id, null],
      [all.id, { columnIds: ids('Review', 'Test').sort() }],
    ]),
  );
});

test('removing a column checks groups with only the target, not groups with both columns', async () => {
  const board = await aBoard().column('Dev').column('Review').column('Test').make();
  const ids = (...names: string[]) => names.map((name) => board.id(name));
  await board.limit({ scope: 'columns', columnIds: ids('Dev', 'Review', 'Test'), max: 2 });
  const other = await board.limit({
    scope: 'columns',
    columnIds: ids('Review', 'Test'),
    max: 1,
  });
  const [card] = await board.cards('Dev', 1);
  await board.cards('Test', 1);
  const before = await board.read();
  expect(await remove(board, 'Dev', board.id('Review'))).toMatchObject({
    status: 409,
    body: { limits: [{ id: other.id, of: 'Review + Test', cards: [card] }] },
  });
  expect(await board.read()).toEqual(before);
  await manager.delete(`${board.path}/limits/${other.id}`);
  expect((await remove(board, 'Dev', board.id('Review'))).status).toBe(204);
});

test('refuses to remove a column if two groups would become the same', async () => {
  const board = await aBoard().column('Dev').column('Review').column('Test').make();
  const ids = (...names: string[]) => names.map((name) => board.id(name));
  await board.limit({ scope: 'columns', columnIds: ids('Dev', 'Review', 'Test'), max: 2 });
  const pair = await board.limit({ scope: 'columns', columnIds: ids('Review', 'Test'), max: 1 });
  const before = await board.read();
  expect(await remove(board, 'Dev')).toMatchObject({
    status: 409,
    body: { code: 'limit-exists', errors: [{ path: 'column', code: 'sameLimit' }] },
  });
  expect(await board.read()).toEqual(before);
  await manager.delete(`${board.path}/limits/${pair.id}`);
  expect((await remove(board, 'Dev')).status).toBe(204);
});

test('removing a swimlane moves its cards to another or to none and removes its limits, as one event', async () => {
  const board = await aBoard().column('Doing').make();
  const [one, two, three] = [await board.lane('One'), await board.lane('Two'), await board.lane('Three')];
  const own = await board.limit({ scope: 'swimlane', swimlaneId: one, max: 3 });
  const cell = await board.limit({
    scope: 'swimlane',
    swimlaneId: one,
    columnId: board.id('Doing'),
    max: 3,
  });
  const [card] = await board.cards('Doing', 1, { swimlaneId: one });
  const { seq } = await board.read();
  expect((await removeLane(board, one, two)).status).toBe(204);
  expect((await board.read()).cards).toMatchObject([
    { number: card, swimlaneId: two, columnId: board.id('Doing') },
  ]);
  const [event, ...more] = await board.events(seq);
  expect([event!.type, more]).toEqual(['swimlane.removed', []]);
  expect(event!.changes).toMatchObject([
    { swimlane: one, from: { name: 'One' }, cardsTo: two },
    { card, from: { swimlaneId: one }, to: { swimlaneId: two } },
    { limit: expect.any(String), from: { scope: 'swimlane' } },
    { limit: expect.any(String), from: { scope: 'swimlane' } },
  ]);
  expect(event!.changes.flatMap(({ limit }) => limit ?? []).sort()).toEqual([own.id, cell.id].sort());

  const before = await board.read();
  for (const to of [two, one, '00000000-0000-4000-8000-000000000000', 'nowhere', '']) {
    const refused = await removeLane(board, two, to);
    expect([to, refused.status, refused.body.errors?.map(({ path }) => path)]).toEqual([
      to,
      422,
      ['cardsTo'],
    ]);
  }
  expect((await removeLane(board, one, three)).status).toBe(404);
  expect(await board.read()).toEqual(before);
  expect((await removeLane(board, two, 'none')).status).toBe(204);
  expect((await board.read()).cards).toMatchObject([{ swimlaneId: null }]);
  expect((await removeLane(board, three)).status).toBe(204);
});

test('refuses to remove a swimlane with cards, archived ones too, without a target', async () => {
  const board = await aBoard().column('Doing').make();
  const lane = await board.lane('Security');
  await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 2 });
  const [one, two] = await board.cards('Doing', 2, { swimlaneId: lane });
  await manager.archive(board, one);
  const before = await board.read();
  expect(await removeLane(board, lane)).toMatchObject({
    status: 409,
    body: { code: 'swimlane-not-empty', cards: 2 },
  });
  expect(await board.read()).toEqual(before);
  const [gone, again] = await Promise.all([
    removeLane(board, lane, 'none'),
    member.createCard(board, { column: 'Doing', swimlaneId: lane }),
  ]);
  expect([gone.status, [201, 422].includes(again.status)]).toEqual([204, true]);
  expect((await board.read()).cards.find(({ number }) => number === two)).toMatchObject({ swimlaneId: null });
});

test('loses no card created while its column is removed', async () => {
  const board = await aBoard().column('Doing').column('Review').make();
  const columnId = board.id('Review');
  const [gone, ...made] = await Promise.all([
    remove(board, 'Review', board.id('Doing')),
    ...Array.from({ length: 8 }, () => member.createCard(board, { columnId })),
  ]);
  expect(gone.status).toBe(204);
  const stand = (await board.read()).cards;
  expect(stand).toHaveLength(made.filter(({ status }) => status === 201).length);
  expect(stand.every((card) => card.columnId === board.id('Doing'))).toBe(true);
  expect(made.every(({ status }) => status === 201 || status === 422)).toBe(true);
});
