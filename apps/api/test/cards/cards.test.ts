import { expect, test } from '@jest/globals';
import type { Card, CardDetail } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';

const api = theApi();
const { owner, manager, member } = api.people;

test('creates a card in the first queue column with all the facts given', async () => {
  const board = await aBoard().column('Ideas', { kind: 'queue' }).column('Ready', { kind: 'queue' }).make();
  const lane = await manager.post<{ id: string }>(`${board.path}/swimlanes`, { name: 'Customers' });
  const given = {
    title: '  Rotate the keys  ',
    description: 'All of them.',
    classOfService: 'fixedDate',
    assigneeIds: [member.id],
    swimlaneId: lane.body.id,
    dueOn: '2027-03-01',
  };
  const made = await member.createCard(board, given);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({
    number: 1,
    ref: `${board.key}-1`,
    version: 1,
    title: 'Rotate the keys',
    columnId: board.id('Ideas'),
    classOfService: 'fixedDate',
    assignees: [{ id: member.id, name: 'Bao Brandt' }],
    swimlaneId: lane.body.id,
    dueOn: '2027-03-01',
    committedAt: null,
    deliveredAt: null,
    blocked: null,
    request: null,
  });
  const detail = await member.get<CardDetail>(`${board.path}/cards/1`);
  expect(detail.body).toMatchObject({
    description: 'All of them.',
    createdBy: { name: 'Bao Brandt' },
    blocks: [],
  });
  expect((await board.read()).cards).toEqual([made.body]);
});

test('an edit changes only the fields named, as one event, and none if nothing differs', async () => {
  const board = await aBoard().make();
  await member.createCard(board, { title: 'Old', description: 'Kept', dueOn: '2027-01-01' });
  const path = `${board.path}/cards/1`;
  const { seq } = await board.read();
  const edited = await member.patch<Card>(path, {
    title: 'New',
    dueOn: null,
    assigneeIds: [owner.id],
  });
  expect(edited.body).toMatchObject({
    title: 'New',
    dueOn: null,
    version: 2,
    assignees: [{ name: 'Olga Ortiz' }],
  });
  expect((await member.get<CardDetail>(path)).body.description).toBe('Kept');
  const same = await member.patch<Card>(path, {
    title: 'New',
    dueOn: null,
    assigneeIds: [owner.id],
  });
  expect(same.body.version).toBe(2);
  expect(await board.events(seq)).toMatchObject([
    {
      type: 'card.changed',
      actor: { name: 'Bao Brandt' },
      changes: [{ card: 1, from: { title: 'Old', dueOn: '2027-01-01' }, to: { title: 'New', dueOn: null } }],
    },
  ]);
});

test('refuses to assign a card to requesters, viewers and strangers', async () => {
  const board = await aBoard().make();
  await member.createCard(board, {});
  for (const name of ['requester', 'viewer', 'stranger', 'loner'] as const) {
    const assigneeIds = [member.id, api.people[name].id];
    for (const answer of [
      await member.createCard(board, { assigneeIds }),
      await member.patchCard(board, 1, { assigneeIds }),
    ]) {
      expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'assigneeIds' }] } });
    }
  }
  expect((await board.read()).cards).toMatchObject([{ number: 1, version: 1, assignees: [] }]);
});
