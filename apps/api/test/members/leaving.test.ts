import type { Card, EventList, Limit, Request } from '@weir/contract';
import { type Api, anApi } from '../support/api.js';
import { aBoard, type BoardUnderTest } from '../support/board.js';

let api: Api;
beforeEach(async () => {
  api = await anApi();
});
afterEach(() => api.close());

const leave = (by: 'owner' | 'member', who: 'member' | 'requester') =>
  api.as(by).delete(`/v1/workspaces/demo/members/${api.cast[who].id}`);
const aCard = async (board: BoardUnderTest) =>
  (
    await api
      .as('manager')
      .post<Card>(`${board.path}/cards`, { title: 'Work', assigneeIds: [api.cast.member.id] })
  ).body;
const lastEvents = async (board: BoardUnderTest, after: number) =>
  (await api.as('manager').get<EventList>(`${board.path}/events?after=${after}`)).body.items;

test('the cards of who leaves lose them, on every board, as one event a board', async () => {
  const boards = [await aBoard(api).make(), await aBoard(api).make(), await aBoard(api).make()] as const;
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
      changes: [{ user: api.cast.member.id }, { card: 1 }, { card: 2 }],
    },
  ]);
  expect(await lastEvents(bystander, before[2]?.seq ?? 0)).toEqual([]);
});

test('the waiting requests of who leaves end as withdrawn; their name stays', async () => {
  const board = await aBoard(api).make();
  const submit = async (title: string) =>
    (await api.as('requester').post<Request>(`${board.path}/requests`, { title })).body.number;
  const [answered, waiting] = [await submit('Answered'), await submit('Waiting')];
  const decline = { kind: 'decline', reason: 'noCapacity', message: 'Not in this quarter, sorry.' };
  await api.as('manager').put(`${board.path}/requests/${answered}/answer`, decline);
  expect(await leave('owner', 'requester')).toMatchObject({ status: 204 });

  const read = async (number: number) =>
    (await api.as('manager').get<Request>(`${board.path}/requests/${number}`)).body;
  expect(await read(answered)).toMatchObject({ answer: { kind: 'decline' } });
  expect(await read(waiting)).toMatchObject({
    state: 'answered',
    requester: { name: 'Rana Roy' },
    answer: { kind: 'withdrawn' },
  });
  expect((await board.read()).intake.waiting).toBe(0);
});

const ownLimits = async () => {
  const [one, other] = [await aBoard(api).make(), await aBoard(api).make()] as const;
  const limit = async (across: 'board' | 'workspace') =>
    (
      await api.as('manager').post<Limit>(`${one.path}/limits`, {
        scope: 'person',
        userId: api.cast.member.id,
        across,
        max: 5,
      })
    ).body.id;
  return { one, other, limits: [await limit('board'), await limit('workspace')] as const };
};
const personsLimits = async (board: BoardUnderTest) =>
  (await board.read()).limits.filter(({ scope }) => scope === 'person').map(({ id }) => id);
const gone = (limit: string) => ({ limit, from: { scope: 'person', max: 5 } });

test('the limits of who leaves go, and every board that listed one tells it', async () => {
  const { one, other, limits } = await ownLimits();
  const [ofBoard, ofWorkspace] = limits;
  expect((await personsLimits(one)).sort()).toEqual([...limits].sort());
  expect(await personsLimits(other)).toEqual([ofWorkspace]);
  const before = [await one.read(), await other.read()] as const;
  expect(await leave('owner', 'member')).toMatchObject({ status: 204 });
  expect([await personsLimits(one), await personsLimits(other)]).toEqual([[], []]);
  const user = api.cast.member.id;
  expect(await lastEvents(one, before[0].seq)).toMatchObject([
    { type: 'member.left', changes: [{ user }, gone(ofBoard), gone(ofWorkspace)] },
  ]);
  expect(await lastEvents(other, before[1].seq)).toMatchObject([
    { type: 'member.left', changes: [{ user }, gone(ofWorkspace)] },
  ]);
});

test('who only asks or looks from now on lets go of work and limits as who leaves does, and keeps asking', async () => {
  const { one, limits } = await ownLimits();
  await aCard(one);
  await api.as('member').post(`${one.path}/requests`, { title: 'Mine' });
  const { seq } = await one.read();
  const path = `/v1/workspaces/demo/members/${api.cast.member.id}`;
  expect(await api.as('owner').patch(path, { role: 'manager' })).toMatchObject({ status: 200 });
  expect(await one.read()).toMatchObject({ seq, cards: [{ assignees: [{ id: api.cast.member.id }] }] });
  expect(await api.as('owner').patch(path, { role: 'requester' })).toMatchObject({ status: 200 });
  expect(await one.read()).toMatchObject({
    seq: seq + 1,
    cards: [{ assignees: [] }],
    intake: { waiting: 1 },
  });
  expect(await personsLimits(one)).toEqual([]);
  const user = api.cast.member.id;
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

test('somebody who leaves while they are given work leaves none of it behind', async () => {
  const boards = await Promise.all(Array.from({ length: 12 }, () => aBoard(api).make()));
  const give = (board: BoardUnderTest) =>
    api.as('manager').post(`${board.path}/cards`, { title: 'Work', assigneeIds: [api.cast.member.id] });
  const given = boards.slice(0, 6).map(give);
  const leaving = leave('member', 'member');
  const answers = await Promise.all([...given, ...boards.slice(6).map(give)]);
  expect(await leaving).toMatchObject({ status: 204 });
  expect(answers.every(({ status }) => status === 201 || status === 422)).toBe(true);
  const { rows } = await api.pool.query('SELECT count(*)::int AS assigned FROM card_assignees');
  expect(rows).toEqual([{ assigned: 0 }]);
});
