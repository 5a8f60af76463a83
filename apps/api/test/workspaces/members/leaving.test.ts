import type { Limit, MemberAssignments } from '@weir/contract';
import { theApi } from '../../support/api.js';
import { aBoard, type BoardUnderTest } from '../../support/board.js';

const api = theApi({}, { perTest: true });
const { owner, manager, member, requester } = api.people;

const leave = (by: 'owner' | 'member', who: 'member' | 'requester') =>
  api.people[by].delete(`/v1/workspaces/demo/members/${api.people[who].id}`);
const aCard = async (board: BoardUnderTest) =>
  (await manager.createCard(board, { title: 'Work', assigneeIds: [member.id] })).body;
const lastEvents = async (board: BoardUnderTest, after: number) => await board.events(after);

test('unassigns the cards of a leaving member, as one event per board', async () => {
  const boards = [await aBoard().make(), await aBoard().make(), await aBoard().make()] as const;
  const [one, other, bystander] = boards;
  const card = await aCard(one);
  await aCard(one);
  await aCard(other);
  const before = await Promise.all(boards.map((board) => board.read()));
  expect(await leave('member', 'member')).toMatchObject({ status: 204 });

  const after = await Promise.all(boards.map((board) => board.read()));
  expect(after.flatMap(({ cards }) => cards.flatMap(({ assignees }) => assignees))).toEqual([]);
  expect(after.map(({ seq }, at) => seq - (before[at]?.seq ?? 0))).toEqual([1, 1, 0]);
  expect(after[0]?.cards[0]?.version).toBe(card.version + 1);
  expect(await lastEvents(one, before[0]?.seq ?? 0)).toMatchObject([
    {
      type: 'member.left',
      actor: { name: 'Bao Brandt' },
      changes: [{ user: member.id }, { card: 1 }, { card: 2 }],
    },
  ]);
  expect(await lastEvents(bystander, before[2]?.seq ?? 0)).toEqual([]);
});

test('keeps assignees who left on delivered cards and unassigns them when a card is reopened', async () => {
  const board = await aBoard().column('Doing').make();
  for (let made = 0; made < 6; made++) await aCard(board);
  const put = (card: number, to: object) => manager.moveCard(board, card, to);
  const done = { columnId: board.id('Done') };
  for (const card of [1, 2, 3, 4, 6]) expect(await put(card, done)).toMatchObject({ status: 200 });
  const people = async () =>
    Object.fromEntries((await board.read()).cards.map(({ number, assignees }) => [number, assignees.length]));
  expect(await leave('owner', 'member')).toMatchObject({ status: 204 });
  expect(await people()).toEqual({ 1: 1, 2: 1, 3: 1, 4: 1, 5: 0, 6: 1 });
  const edited = { title: 'Told better', assigneeIds: [member.id, manager.id] };
  expect(await manager.patchCard(board, 1, edited)).toMatchObject({ status: 200 });
  expect(await manager.patchCard(board, 5, edited)).toMatchObject({ status: 422 });

  const archive = `${board.path}/cards/6/archive`;
  expect(await manager.put(archive)).toMatchObject({ status: 200 });
  const { seq } = await board.read();
  await put(1, { columnId: board.id('Doing') });
  await put(2, { swapWith: 5 });
  await manager.post(`${board.path}/moves`, { moves: [{ card: 3, columnId: board.id('Ready') }] });
  await manager.putBack(board, 4, { reason: 'It came undone' });
  await manager.delete(`${archive}?columnId=${board.id('Ready')}`);
  expect(await people()).toEqual({ 1: 1, 2: 0, 3: 0, 4: 0, 5: 0, 6: 0 });
  const gone = (card: number) => ({
    card,
    from: { assigneeId: member.id },
    to: { assigneeId: null },
  });
  const told = (await lastEvents(board, seq)).map(({ type, changes }) => [type, changes.at(-1)]);
  expect(told).toEqual([
    ['card.moved', gone(1)],
    ['card.swapped', gone(2)],
    ['cards.moved', gone(3)],
    ['card.putBack', gone(4)],
    ['card.restored', gone(6)],
  ]);
});

test('removing a done column keeps assignees who left only if the cards stay delivered', async () => {
  const done = { kind: 'done' } as const;
  const board = await aBoard().column('Doing').column('Shipped', done).column('Done', done).make();
  await aCard(board);
  const to = (column: string) => ({ columnId: board.id(column) });
  await manager.moveCard(board, 1, to('Done'));
  await leave('owner', 'member');
  const assignees = async () => (await board.read()).cards[0]?.assignees.map(({ name }) => name);
  const remove = (column: string, home: string) =>
    manager.delete(`${board.path}/columns/${board.id(column)}?cardsTo=${board.id(home)}`);
  expect(await remove('Done', 'Shipped')).toMatchObject({ status: 204 });
  expect(await assignees()).toEqual(['Bao Brandt']);
  const kept = { name: 'Kept', kind: 'done' };
  expect(await manager.post(`${board.path}/columns`, kept)).toMatchObject({ status: 201 });
  expect(await remove('Shipped', 'Doing')).toMatchObject({ status: 204 });
  expect(await assignees()).toEqual([]);
});

test('lists what a member would leave behind, to the member and to owners', async () => {
  const { one } = await ownLimits();
  await aCard(one);
  await aCard(one);
  await manager.moveCard(one, 1, { column: 'Done' });
  await member.submit(one, { title: 'Mine' });
  const path = `/v1/workspaces/demo/members/${member.id}/held`;
  const held: MemberAssignments = {
    cards: 1,
    limits: [
      { board: { key: one.key, name: 'Platform' }, max: 5 },
      { board: null, max: 5 },
    ],
    requests: 1,
  };
  expect(await owner.get(path)).toMatchObject({ status: 200, body: held });
  expect(await member.get(path)).toMatchObject({ status: 200, body: held });
  expect(await manager.get(path)).toMatchObject({ status: 403 });
  await leave('owner', 'member');
  expect(await owner.get(path)).toMatchObject({ status: 404 });
});

test('withdraws the waiting requests of a leaving person and keeps their name', async () => {
  const board = await aBoard().make();
  const submit = async (title: string) => (await requester.submit(board, { title })).body.number;
  const [answered, waiting] = [await submit('Answered'), await submit('Waiting')];
  const decline = { kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' };
  await manager.answer(board, answered, decline);
  expect(await leave('owner', 'requester')).toMatchObject({ status: 204 });

  const read = async (number: number) => (await manager.readRequest(board, number)).body;
  expect(await read(answered)).toMatchObject({ answer: { kind: 'decline' } });
  expect(await read(waiting)).toMatchObject({
    state: 'answered',
    requester: { name: 'Rana Roy' },
    answer: { kind: 'withdrawn' },
  });
  expect((await board.read()).intake.waiting).toBe(0);
});

const ownLimits = async () => {
  const [one, other] = [await aBoard().make(), await aBoard().make()] as const;
  const limit = async (across: 'board' | 'workspace') =>
    (
      await manager.post<Limit>(`${one.path}/limits`, {
        scope: 'person',
        userId: member.id,
        across,
        max: 5,
      })
    ).body.id;
  return { one, other, limits: [await limit('board'), await limit('workspace')] as const };
};
const personsLimits = async (board: BoardUnderTest) =>
  (await board.read()).limits.filter(({ scope }) => scope === 'person').map(({ id }) => id);
const gone = (limit: string) => ({ limit, from: { scope: 'person', max: 5 } });

test('removes the limits on a leaving member, with an event on every board that listed one', async () => {
  const { one, other, limits } = await ownLimits();
  const [ofBoard, ofWorkspace] = limits;
  expect((await personsLimits(one)).sort()).toEqual([...limits].sort());
  expect(await personsLimits(other)).toEqual([ofWorkspace]);
  const before = [await one.read(), await other.read()] as const;
  expect(await leave('owner', 'member')).toMatchObject({ status: 204 });
  expect([await personsLimits(one), await personsLimits(other)]).toEqual([[], []]);
  const user = member.id;
  expect(await lastEvents(one, before[0].seq)).toMatchObject([
    { type: 'member.left', changes: [{ user }, gone(ofBoard), gone(ofWorkspace)] },
  ]);
  expect(await lastEvents(other, before[1].seq)).toMatchObject([
    { type: 'member.left', changes: [{ user }, gone(ofWorkspace)] },
  ]);
});

test('unassigns a member who becomes a requester and keeps their requests', async () => {
  const { one, limits } = await ownLimits();
  await aCard(one);
  await member.submit(one, { title: 'Mine' });
  const { seq } = await one.read();
  const path = `/v1/workspaces/demo/members/${member.id}`;
  expect(await owner.patch(path, { role: 'manager' })).toMatchObject({ status: 200 });
  expect(await one.read()).toMatchObject({ seq, cards: [{ assignees: [{ id: member.id }] }] });
  expect(await owner.patch(path, { role: 'requester' })).toMatchObject({ status: 200 });
  expect(await one.read()).toMatchObject({
    seq: seq + 1,
    cards: [{ assignees: [] }],
    intake: { waiting: 1 },
  });
  expect(await personsLimits(one)).toEqual([]);
  const user = member.id;
  expect(await lastEvents(one, seq)).toMatchObject([
    {
      type: 'member.changed',
      actor: { name: 'Olga Ortiz' },
      changes: [
        { user, from: { role: 'manager' }, to: { role: 'requester' } },
        { card: 1, from: { assigneeId: user }, to: { assigneeId: null } },
        ...limits.map(gone),
      ],
    },
  ]);
});

test('leaves no assignment behind when a member is assigned while leaving', async () => {
  const boards = await Promise.all(Array.from({ length: 12 }, () => aBoard().make()));
  const give = (board: BoardUnderTest) =>
    manager.createCard(board, { title: 'Work', assigneeIds: [member.id] });
  const given = boards.slice(0, 6).map(give);
  const leaving = leave('member', 'member');
  const answers = await Promise.all([...given, ...boards.slice(6).map(give)]);
  expect(await leaving).toMatchObject({ status: 204 });
  expect(answers.every(({ status }) => status === 201 || status === 422)).toBe(true);
  const { rows } = await api.pool.query('SELECT count(*)::int AS assigned FROM card_assignees');
  expect(rows).toEqual([{ assigned: 0 }]);
});

test('leaves no assignment behind when delivered cards are taken up while a member leaves', async () => {
  const boards = await Promise.all(Array.from({ length: 8 }, () => aBoard().make()));
  const put = (board: BoardUnderTest, column: string) => manager.moveCard(board, 1, { column });
  for (const board of boards) {
    await aCard(board);
    expect(await put(board, 'Done')).toMatchObject({ status: 200 });
  }
  const [answers, left] = await Promise.all([
    Promise.all(boards.map((board) => put(board, 'Ready'))),
    leave('member', 'member'),
  ]);
  expect([left.status, ...answers.map(({ status }) => status)]).toEqual([204, ...boards.map(() => 200)]);
  const { rows } = await api.pool.query('SELECT count(*)::int AS assigned FROM card_assignees');
  expect(rows).toEqual([{ assigned: 0 }]);
});
