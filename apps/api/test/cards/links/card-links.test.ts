import { expect, test } from '@jest/globals';
import { applyChanges, type Board, type BoardChanges, type CardDetail, type CardLink } from '@weir/contract';
import { all, boardIdsOf, type Isolation, SqlCrowd } from '../../races/crowd.js';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';
import type { Refused } from '../../support/person.js';

const api = theApi();
const { manager, member, viewer, requester } = api.people;

type Answered = CardLink & Refused & { kind: string; cards: { ref: string }[] };
const link = (board: BoardUnderTest, number: number, body: object, headers = {}) =>
  member.post<Answered>(`${board.path}/cards/${number}/links`, body, headers);
const linksOf = async (board: BoardUnderTest, number: number) =>
  (await viewer.get<CardDetail>(`${board.path}/cards/${number}`)).body.links;
const blockersOf = async (board: BoardUnderTest, number: number) =>
  (await board.read()).cards.find((card) => card.number === number)?.blockedBy;
const finish = (board: BoardUnderTest, number: number) => member.moveCard(board, number, { column: 'Done' });

async function withCards(cards: number) {
  const board = await aBoard().make();
  await board.cards('Ready', cards);
  return board;
}

/** Two boards, the one with the smaller key first: its clock is the one that is taken first. */
async function twoBoards(cards: number) {
  const made = [await withCards(cards), await withCards(cards)];
  const ids = await Promise.all(made.map((board) => boardIdsOf(api, board)));
  return ids[0]!.boardId < ids[1]!.boardId
    ? (made as [BoardUnderTest, BoardUnderTest])
    : ([made[1]!, made[0]!] as const);
}

test('a link shows on both cards, once, and goes from both, with one event', async () => {
  const board = await withCards(3);
  const { seq } = await board.read();
  const added = await link(board, 1, { kind: 'blocks', card: 2 });
  const { id } = added.body;
  const other = { board: board.key, title: 'A card', column: 'Ready', delivered: false, archived: false };
  const two = { ...other, number: 2, ref: `${board.key}-2` };
  expect(added).toMatchObject({
    status: 201,
    body: { id, kind: 'blocks', card: { ...two, title: expect.anything() } },
  });
  expect((await link(board, 2, { kind: 'blockedBy', card: 1 })).body.id).toBe(id);
  await link(board, 1, { kind: 'relatesTo', card: 2 });
  expect(await linksOf(board, 2)).toMatchObject([
    { id, kind: 'blockedBy', card: { number: 1, ref: `${board.key}-1`, column: 'Ready' } },
    { kind: 'relatesTo', card: { number: 1 } },
  ]);
  expect((await requester.get(`${board.path}/cards/1`)).status).toBe(403);

  expect((await member.delete(`${board.path}/cards/3/links/${id}`)).status).toBe(404);
  expect((await member.delete(`${board.path}/cards/2/links/${id}`)).status).toBe(204);
  expect(await linksOf(board, 1)).toMatchObject([{ kind: 'relatesTo' }]);
  const sides = [
    { card: 1, link: id, to: { kind: 'blocks', board: board.key, number: 2 } },
    { card: 2, link: id, to: { kind: 'blockedBy', board: board.key, number: 1 } },
  ];
  const events = await board.events(seq);
  expect(events.map(({ type }) => type)).toEqual(['card.linked', 'card.linked', 'card.unlinked']);
  expect(events[0]?.changes).toEqual(sides);
  expect(events[2]?.changes).toEqual(
    sides.toReversed().map(({ to, ...side }) => ({ ...side, from: to, to: null })),
  );
});

test('refuses a missing card, the card itself, a stale version and archived boards, also when a link is removed', async () => {
  const [board, there] = await twoBoards(1);
  const refused = async (body: object, headers = {}) => (await link(board, 1, body, headers)).body;
  const fault = (path: string, code: string) => ({ code: 'invalid-input', errors: [{ path, code }] });
  expect(await refused({ kind: 'blocks', card: 9 })).toMatchObject(fault('card', 'absent'));
  expect(await refused({ kind: 'blocks', card: 1 })).toMatchObject(fault('card', 'itself'));
  expect(await refused({ kind: 'blocks', board: 'NONE', card: 1 })).toMatchObject(fault('board', 'absent'));
  const known = { kind: 'blocks', board: there.key, card: 1 };
  expect(await refused(known, { 'if-match': '"7"' })).toMatchObject({ code: 'precondition-failed' });
  const { id } = (await link(board, 1, { ...known, kind: 'relatesTo' })).body;
  await manager.patch(there.path, { archived: true });
  expect(await refused(known)).toMatchObject({ code: 'board-archived' });
  const path = `${board.path}/cards/1/links/${id}`;
  expect(await member.delete(path)).toMatchObject({ status: 409, body: { code: 'board-archived' } });
  expect(await linksOf(board, 1)).toMatchObject([{ id, kind: 'relatesTo' }]);
  await manager.patch(there.path, { archived: false });
  expect((await member.delete(path)).status).toBe(204);
});

test('cards are not duplicates of each other, even where plain SQL writes the links', async () => {
  const board = await withCards(3);
  const { boardId } = await boardIdsOf(api, board);
  await link(board, 1, { kind: 'duplicates', card: 2 });
  await link(board, 2, { kind: 'duplicates', card: 3 });
  for (const [number, kind, card] of [
    [2, 'duplicates', 1],
    [1, 'duplicatedBy', 2],
    [3, 'duplicates', 1],
  ] as const) {
    const { status, body } = await link(board, number, { kind, card });
    expect([status, body.code, body.kind]).toEqual([409, 'link-circle', 'duplicates']);
    const refs = body.cards.map(({ ref }) => ref);
    expect(refs.toSorted()).toEqual([1, 2, 3].slice(0, refs.length).map((each) => `${board.key}-${each}`));
    expect(body.detail).toBe(
      `The cards would be duplicates of each other: ${[...refs, refs[0]].join(' → ')}.`,
    );
  }
  const duplicate = insertLink
    .replaceAll(`'blocks'`, `'duplicates'`)
    .replaceAll(`'blockedBy'`, `'duplicatedBy'`);
  await expect(api.pool.query(duplicate, [boardId, boardId])).rejects.toMatchObject({ code: 'WIP00' });
  expect((await link(board, 2, { kind: 'duplicatedBy', card: 1 })).status).toBe(201);
  expect(await linksOf(board, 1)).toHaveLength(1);
  await link(board, 3, { kind: 'blocks', card: 1 });
  expect(await linksOf(board, 1)).toHaveLength(2);
});

test('delivering or archiving a blocker frees the card, and its return blocks it again', async () => {
  const board = await withCards(3);
  await link(board, 3, { kind: 'blockedBy', card: 1 });
  await link(board, 2, { kind: 'blocks', card: 3 });
  const refs = [1, 2].map((number) => `${board.key}-${number}`);
  expect(await blockersOf(board, 3)).toEqual(refs);
  expect((await board.read()).cards.find(({ number }) => number === 3)?.blocked).toBeNull();
  await finish(board, 1);
  expect(await blockersOf(board, 3)).toEqual([refs[1]]);
  await member.archive(board, 2);
  expect(await blockersOf(board, 3)).toEqual([]);
  expect(await linksOf(board, 3)).toMatchObject([
    { card: { delivered: true } },
    { card: { archived: true } },
  ]);
  await member.restore(board, 2);
  expect(await blockersOf(board, 3)).toEqual([refs[1]]);
});

test('a board kept by its changes is the board, while cards of it and of another block its cards', async () => {
  const [one, two] = await twoBoards(2);
  const kept = new Map<BoardUnderTest, Board>();
  for (const board of [one, two]) kept.set(board, await board.read());
  const expectKept = async () => {
    for (const [board, before] of kept) {
      const { status, body } = await member.get<BoardChanges>(`${board.path}/changes?after=${before.seq}`);
      expect(status).toBe(200);
      kept.set(board, applyChanges(before, body));
      expect(kept.get(board)).toEqual(await board.read());
    }
  };
  await link(one, 1, { kind: 'blocks', card: 2 });
  await link(one, 1, { kind: 'blocks', board: two.key, card: 2 });
  await link(two, 1, { kind: 'blocks', board: one.key, card: 2 });
  await expectKept();
  expect(await blockersOf(one, 2)).toEqual([`${one.key}-1`, `${two.key}-1`].toSorted());
  const { seq } = await two.read();
  // Both in one call, so that each of the two boards is once the one that is changed by the other.
  await all(2, (n) => finish([one, two][n]!, 1));
  await expectKept();
  expect([await blockersOf(one, 2), await blockersOf(two, 2)]).toEqual([[], []]);
  expect(await two.events(seq)).toContainEqual(
    expect.objectContaining({
      type: 'card.blockersChanged',
      changes: [{ card: 2, from: { blockedBy: [`${one.key}-1`] }, to: { blockedBy: [] } }],
    }),
  );
  await member.moveCards(one, [{ card: 1, column: 'Ready' }]);
  await member.archive(two, 2);
  await expectKept();
  await api.pool.query(
    `UPDATE cards SET archived_at = now() WHERE number = 1 AND board_id = (SELECT id FROM boards WHERE key = $1)`,
    [one.key],
  );
  await member.restore(two, 2);
  await expectKept();
  expect(await blockersOf(two, 2)).toEqual([]);
});

test('of two links that close a circle over boards at once, one is refused and names the circle', async () => {
  const [one, two] = await twoBoards(2);
  await link(one, 1, { kind: 'blocks', card: 2 });
  await link(two, 1, { kind: 'blocks', card: 2 });
  for (let round = 0; round < 4; round += 1) {
    const answers = await all(2, (n) => {
      const [here, there] = n === 0 ? [one, two] : [two, one];
      return link(here, 2, { kind: 'blocks', board: there.key, card: 1 });
    });
    const refused = answers.find(({ status }) => status === 409);
    const done = answers.find(({ status }) => status === 201);
    expect(refused?.body).toMatchObject({ code: 'link-circle' });
    const refs = [one, two].flatMap(({ key }) => [`${key}-1`, `${key}-2`]);
    expect(refused?.body.cards.map(({ ref }) => ref).toSorted()).toEqual(refs.toSorted());
    const [first] = refused!.body.cards;
    expect(refused?.body.detail).toMatch(new RegExp(`: ${first!.ref} → .* → ${first!.ref}\\.$`));
    const holder = answers[0] === done ? one : two;
    expect((await member.delete(`${holder.path}/cards/2/links/${done?.body.id}`)).status).toBe(204);
  }
  expect((await link(one, 2, { kind: 'blocks', card: 1 })).body).toMatchObject({ code: 'link-circle' });
});

/** Both rows of a link between the numbered cards of two boards. */
const insertLink = `
  WITH ends AS (
    SELECT gen_random_uuid() AS id, a.workspace_id, a.board_id AS one_board, a.id AS one, b.board_id AS other_board, b.id AS other
      FROM cards a, cards b WHERE a.board_id = $1 AND a.number = 2 AND b.board_id = $2 AND b.number = 1)
  INSERT INTO card_links (workspace_id, board_id, card_id, id, kind, other_board_id, other_card_id, other_kind)
  SELECT workspace_id, one_board, one, id, 'blocks'::link_kind, other_board, other, 'blockedBy'::link_kind FROM ends
   UNION ALL SELECT workspace_id, other_board, other, id, 'blockedBy', one_board, one, 'blocks' FROM ends`;

const isolations: Isolation[] = ['READ COMMITTED', 'REPEATABLE READ', 'SERIALIZABLE'];
test.each(isolations)('plain SQL at %s closes no circle of links over four boards', async (isolation) => {
  const boards = [...(await twoBoards(2)), ...(await twoBoards(2))];
  const ids = await Promise.all(boards.map((board) => boardIdsOf(api, board)));
  for (const board of boards) await link(board, 1, { kind: 'blocks', card: 2 });
  const crowd = new SqlCrowd(api, isolation, 4);
  const outcomes = await all(4, (n) =>
    crowd.write('SELECT count(*) FROM card_links', insertLink, [ids[n]?.boardId, ids[(n + 1) % 4]?.boardId]),
  );
  await crowd.close();
  expect(outcomes.toSorted()).toEqual(['done', 'done', 'done', 'refused']);
});

test('plain SQL can’t write half a link, and its links are events of both boards', async () => {
  const [one, two] = await twoBoards(2);
  const ids = [await boardIdsOf(api, one), await boardIdsOf(api, two)];
  const half = insertLink.slice(0, insertLink.lastIndexOf('UNION ALL'));
  const boards = ids.map(({ boardId }) => boardId);
  await expect(api.pool.query(half, boards)).rejects.toMatchObject({ code: '23503' });
  const { seq } = await two.read();
  await api.pool.query(insertLink, boards);
  const [event] = await two.events(seq);
  const to = { kind: 'blockedBy', board: one.key, number: 2 };
  expect(event?.changes).toMatchObject([{ table: 'card_links' }, { card: 1, from: null, to }]);
  await api.pool.query('DELETE FROM card_links WHERE board_id = ANY ($1)', [boards]);
  expect(await blockersOf(two, 1)).toEqual([]);
});

test('a card has at most as many links as its cap allows', async () => {
  const board = await withCards(4);
  await api.pool.query(`UPDATE workspaces SET caps = '{"links": 2}' WHERE slug = 'demo'`);
  const answers = [];
  for (const card of [2, 3, 4]) answers.push(await link(board, 1, { kind: 'relatesTo', card }));
  await api.pool.query(`UPDATE workspaces SET caps = '{}' WHERE slug = 'demo'`);
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 409]);
  expect(answers[2]?.body).toMatchObject({ code: 'cap-reached', cap: 'links', max: 2 });
});
