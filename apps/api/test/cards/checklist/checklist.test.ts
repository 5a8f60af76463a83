import { expect, test } from '@jest/globals';
import type { Card, CardDetail } from '@weir/contract';
import { all, boardIdsOf, type Isolation, SqlCrowd } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi();
const { manager, member, viewer, secondMember } = api.people;
const at = (board: BoardUnderTest, item = '') => `${board.path}/cards/1/checklist${item && `/${item}`}`;
const itemsOf = async (board: BoardUnderTest) =>
  (await member.get<CardDetail>(`${board.path}/cards/1`)).body.checklistItems;
const textsOf = async (board: BoardUnderTest) => (await itemsOf(board)).map(({ text }) => text);
const add = (board: BoardUnderTest, texts: string[], more = {}) =>
  member.post<Card>(at(board), { items: texts.map((text) => ({ text })), ...more });

async function aBoardWithItems(...texts: string[]) {
  const board = await aBoard().make();
  await board.cards('Ready', 1);
  await add(board, texts);
  return { board, ids: (await itemsOf(board)).map(({ id }) => id) };
}

test('items come in the order given, last or before another, and the board counts them', async () => {
  const { board, ids } = await aBoardWithItems('One', 'Two');
  expect(await add(board, ['Half', 'Three quarters'], { before: ids[0] })).toMatchObject({
    status: 201,
    body: { version: 3, checklist: { done: 0, total: 4 } },
  });
  expect(await textsOf(board)).toEqual(['Half', 'Three quarters', 'One', 'Two']);
  const { seq } = await board.read();
  await member.post(at(board), { items: [{ text: 'Sold', done: true }] });
  expect((await board.read()).cards).toMatchObject([{ checklist: { done: 1, total: 5 } }]);
  expect((await board.events(seq))[0]?.changes[0]).toMatchObject({ to: { text: 'Sold', done: true } });
  expect((await board.read()).cards[0]).not.toHaveProperty('checklistItems');
});

test('an item is ticked, edited, moved and removed, each as one change of its card', async () => {
  const { board, ids } = await aBoardWithItems('One', 'Two', 'Three');
  const [one, two, three] = ids as [string, string, string];
  const { seq } = await board.read();
  expect(await member.patch(at(board, one), { done: true })).toMatchObject({
    status: 200,
    body: { version: 3, checklist: { done: 1, total: 3 } },
  });
  await member.patch(at(board, one), { done: true });
  await member.patch(at(board, two), { text: ' Second ', after: three });
  await member.patch(at(board, three), { before: one });
  expect(await textsOf(board)).toEqual(['Three', 'One', 'Second']);
  expect(await member.delete(at(board, one))).toMatchObject({
    status: 200,
    body: { version: 6, checklist: { done: 0, total: 2 } },
  });
  const version = (to: number) => ({ card: 1, to: { version: to } });
  expect((await board.events(seq)).map(({ type, changes }) => [type, ...changes])).toEqual([
    ['card.checklistChanged', { card: 1, item: one, from: { done: false }, to: { done: true } }, version(3)],
    [
      'card.checklistChanged',
      { card: 1, item: two, from: { text: 'Two' }, to: { text: 'Second', before: null } },
      version(4),
    ],
    ['card.checklistChanged', { card: 1, item: three, from: {}, to: { before: one } }, version(5)],
    [
      'card.checklistChanged',
      { card: 1, item: one, from: { text: 'One', done: true }, to: null },
      version(6),
    ],
  ]);
});

test('an item has an assignee and a due date, and becomes one card with them, however often it is asked', async () => {
  const long = `Measure ${'very '.repeat(60)}long`;
  const { board, ids } = await aBoardWithItems('Measure', long);
  const [item, second] = ids as [string, string];
  const { seq } = await board.read();
  for (const assigneeId of [viewer.id, api.people.stranger.id])
    expect(await member.patch(at(board, item), { assigneeId })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'assigneeId' }] },
    });
  await member.patch(at(board, item), { assigneeId: secondMember.id, dueOn: '2031-05-06' });
  expect((await itemsOf(board))[0]).toMatchObject({
    assignee: { id: secondMember.id, name: 'Noor Novak' },
    dueOn: '2031-05-06',
    became: null,
  });

  const key = { 'idempotency-key': 'one-card' };
  const turned = await all(4, (n) => member.put<Card>(`${at(board, item)}/card`, {}, n < 2 ? key : {}));
  expect(turned.map(({ status, body }) => [status, body.number, body.version])).toEqual(
    new Array(4).fill([200, 1, 4]),
  );
  const [, became] = (await board.read()).cards;
  expect(became).toMatchObject({
    number: 2,
    title: 'Measure',
    assignees: [{ id: secondMember.id }],
    dueOn: '2031-05-06',
  });
  expect((await itemsOf(board))[0]?.became).toEqual({
    number: 2,
    ref: `${board.key}-2`,
    columnId: became?.columnId,
    delivered: false,
    archived: false,
  });
  await member.put(`${board.path}/cards/2/archive`, {});
  await member.patch(at(board, item), { assigneeId: null });
  expect((await itemsOf(board))[0]).toMatchObject({ assignee: null, became: { archived: true } });
  expect((await board.events(seq)).map(({ type, changes }) => [type, changes])).toMatchObject([
    [
      'card.checklistChanged',
      [
        {
          from: { assigneeId: null, dueOn: null },
          to: { assigneeId: secondMember.id, dueOn: '2031-05-06' },
        },
        { card: 1, to: { version: 3 } },
      ],
    ],
    [
      'card.created',
      [
        { card: 2, to: { title: 'Measure' } },
        { card: 1, item, from: { became: null }, to: { became: 2 } },
        { card: 1, to: { version: 4 } },
      ],
    ],
    ['card.archived', [{ card: 2 }]],
    ['card.checklistChanged', [{ from: { assigneeId: secondMember.id }, to: { assigneeId: null } }, {}]],
  ]);

  await member.put(`${at(board, second)}/card`, {});
  const cut = (await member.get<CardDetail>(`${board.path}/cards/3`)).body;
  expect([cut.title, cut.description]).toEqual([`${long.slice(0, 199)}…`, long]);
});

test('does not turn an item into a card if the first column is full, and names its limit', async () => {
  const board = await aBoard().column('Ready', { kind: 'queue', limit: 1 }).make();
  await board.cards('Ready', 1);
  const item = await board.item(1, 'Measure');
  expect(await member.put(`${at(board, item)}/card`, {})).toMatchObject({
    status: 409,
    body: { code: 'wip-limit-reached', limits: [{ scope: 'column', max: 1, load: 1 }] },
  });
  expect(await itemsOf(board)).toMatchObject([{ id: item, became: null }]);
  expect((await board.read()).cards).toHaveLength(1);
  expect((await viewer.put(`${at(board, item)}/card`, {})).status).toBe(403);
});

test('a tick, a move of an item and a renamed label are read as changes, not as the whole board', async () => {
  const { board, ids } = await aBoardWithItems('One', 'Two');
  const label = await board.label('Bug');
  const { seq } = await board.read();
  await member.patch(at(board, ids[0]), { done: true, after: ids[1] });
  await member.patch(`${board.path}/labels/${label}`, { name: 'Fault' });
  expect(await member.get(`${board.path}/changes?after=${seq}`)).toMatchObject({
    status: 200,
    body: {
      labels: [{ name: 'Fault' }],
      cards: [{ number: 1, checklist: { done: 1, total: 2 } }],
      placed: [],
    },
  });
});

test('refuses items of another card, text that is empty or too long, and viewers', async () => {
  const { board, ids } = await aBoardWithItems('One', 'Two');
  await board.cards('Ready', 1);
  const theirs = await board.item(2, 'Theirs');
  const before = await itemsOf(board);
  for (const [path, answer] of [
    ['before', await add(board, ['New'], { before: theirs })],
    ['after', await member.patch(at(board, ids[0]), { after: theirs })],
    ['after', await member.patch(at(board, ids[0]), { after: ids[0] })],
    ['items', await add(board, [])],
    ['items.0.text', await add(board, [' '])],
    ['items.1.text', await add(board, ['Fine', 'x'.repeat(501)])],
  ] as const)
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path }] } });
  expect(await member.patch(at(board, theirs), { done: true })).toMatchObject({ status: 404 });
  expect(await member.delete(at(board, theirs))).toMatchObject({ status: 404 });
  expect(await viewer.patch(at(board, ids[0]), { done: true })).toMatchObject({ status: 403 });
  expect(await member.patch(at(board, ids[0]), { done: true }, { 'if-match': '"1"' })).toMatchObject({
    status: 412,
  });
  await manager.patch(board.path, { archived: true });
  expect(await member.patch(at(board, ids[0]), { done: true })).toMatchObject({
    status: 409,
    body: { code: 'board-archived' },
  });
  expect(await itemsOf(board)).toEqual(before);
});

test('a checklist has at most a hundred items, however many come at once', async () => {
  const { board } = await aBoardWithItems('One');
  const added = await all(16, (n) =>
    add(
      board,
      Array.from({ length: 9 }, (_, i) => `${n}/${i}`),
    ),
  );
  expect(added.filter(({ status }) => status === 201)).toHaveLength(11);
  for (const { status, body } of added)
    if (status !== 201) expect(body).toMatchObject({ code: 'cap-reached', cap: 'checklistItems', max: 100 });
  expect(await itemsOf(board)).toHaveLength(100);
});

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)('plain SQL at %s keeps the cap on checklists', async (isolation) => {
  const { board } = await aBoardWithItems(...Array.from({ length: 99 }, (_, n) => `No. ${n}`));
  const { boardId } = await boardIdsOf(api, board);
  const crowd = new SqlCrowd(api, isolation, 8);
  const given = await all(8, (n) =>
    crowd.write(
      'SELECT count(*) FROM checklist_items',
      `INSERT INTO checklist_items (workspace_id, board_id, card_id, id, text, position)
       SELECT workspace_id, board_id, id, gen_random_uuid(), $2, 200 FROM cards WHERE board_id = $1`,
      [boardId, `By hand ${n}`],
    ),
  );
  await crowd.close();
  expect(given.filter((outcome) => outcome === 'done')).toHaveLength(1);
  expect(await itemsOf(board)).toHaveLength(100);
});
