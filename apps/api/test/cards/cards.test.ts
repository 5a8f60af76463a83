import { expect, test } from '@jest/globals';
import type { Card, CardDetail } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import { handsOf, type Told } from '../support/hands.js';

const api = theApi();
const member = () => api.as('member');
const { create, eventsSince } = handsOf(member);

test('a card is made in the first queue column unless another is named, and says all that was given', async () => {
  const board = await aBoard(api)
    .column('Ideas', { kind: 'queue' })
    .column('Ready', { kind: 'queue' })
    .make();
  const lane = await api.as('manager').post<{ id: string }>(`${board.path}/swimlanes`, { name: 'Customers' });
  const given = {
    title: '  Rotate the keys  ',
    description: 'All of them.',
    classOfService: 'fixedDate',
    assigneeIds: [api.cast.member.id],
    swimlaneId: lane.body.id,
    dueOn: '2027-03-01',
  };
  const made = await create(board, given);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    number: 1,
    ref: `${board.key}-1`,
    version: 1,
    title: 'Rotate the keys',
    columnId: board.id('Ideas'),
    classOfService: 'fixedDate',
    assignees: [{ id: api.cast.member.id, name: 'Bao Brandt' }],
    swimlaneId: lane.body.id,
    dueOn: '2027-03-01',
    committedAt: null,
    deliveredAt: null,
    blocked: null,
    request: null,
  });
  const detail = await member().get<CardDetail>(`${board.path}/cards/1`);
  expect(detail.body).toMatchObject({
    description: 'All of them.',
    createdBy: { name: 'Bao Brandt' },
    blocks: [],
  });
  expect((await board.read()).cards).toEqual([made.body]);
});

test('an edit changes what is named and nothing else, says so once, and nothing where nothing differs', async () => {
  const board = await aBoard(api).make();
  await create(board, { title: 'Old', description: 'Kept', dueOn: '2027-01-01' });
  const path = `${board.path}/cards/1`;
  const { seq } = await board.read();
  const edited = await member().patch<Card>(path, {
    title: 'New',
    dueOn: null,
    assigneeIds: [api.cast.owner.id],
  });
  expect(edited.body).toMatchObject({
    title: 'New',
    dueOn: null,
    version: 2,
    assignees: [{ name: 'Olga Ortiz' }],
  });
  expect((await member().get<CardDetail>(path)).body.description).toBe('Kept');
  const same = await member().patch<Card>(path, {
    title: 'New',
    dueOn: null,
    assigneeIds: [api.cast.owner.id],
  });
  expect(same.body.version).toBe(2);
  expect(await eventsSince(board, seq)).toMatchObject([
    {
      type: 'card.changed',
      actor: { name: 'Bao Brandt' },
      changes: [{ card: 1, from: { title: 'Old', dueOn: '2027-01-01' }, to: { title: 'New', dueOn: null } }],
    },
  ]);
});

test('work is given to owners, managers and members; not to requesters, viewers or strangers', async () => {
  const board = await aBoard(api).make();
  await create(board, {});
  for (const name of ['requester', 'viewer', 'stranger', 'loner'] as const) {
    const assigneeIds = [api.cast.member.id, api.cast[name].id];
    for (const answer of [
      await create(board, { assigneeIds }),
      await member().patch<Told>(`${board.path}/cards/1`, { assigneeIds }),
    ]) {
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'assigneeIds' }] } });
    }
  }
  expect((await board.read()).cards).toMatchObject([{ number: 1, version: 1, assignees: [] }]);
});

test('comments come in their order, change no version, and are events', async () => {
  const board = await aBoard(api).make();
  const made = await create(board, {});
  const path = `${board.path}/cards/1/comments`;
  for (const text of ['First', 'Second', 'Third'])
    expect((await member().post(path, { text })).status).toBe(201);
  type List = { items: { text: string }[]; nextCursor: string | null };
  const page = await api.as('viewer').get<List>(`${path}?size=2`);
  expect(page.body.items.map(({ text }) => text)).toEqual(['First', 'Second']);
  const rest = await api.as('viewer').get<List>(`${path}?size=2&cursor=${page.body.nextCursor}`);
  expect(rest.body).toMatchObject({ items: [{ text: 'Third' }], nextCursor: null });
  const detail = await member().get<CardDetail>(`${board.path}/cards/1`);
  expect(detail.body).toMatchObject({ commentCount: 3, version: made.body.version });
  expect((await eventsSince(board, 2)).map(({ type }) => type)).toEqual(new Array(3).fill('card.commented'));
});
