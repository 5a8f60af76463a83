import { expect, test } from '@jest/globals';
import type { Attachment, Card, CardDetail, NoticeList } from '@weir/contract';
import { theApi } from '../support/api.js';
import { aBoard } from '../support/board.js';
import type { Refused } from '../support/person.js';

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

test('copies what a card says and is to do, unticked, and nothing that happened to it', async () => {
  const board = await aBoard().make();
  const [label, lane] = [await board.label('Bug'), await board.lane('Customers')];
  await board.cards('Ready', 1, { title: 'Rotate the keys', assigneeIds: [owner.id], dueOn: '2027-03-01' });
  const path = `${board.path}/cards/1`;
  const { body: plan } = await member.attach<Attachment>(board, 'plan.txt', 'All keys');
  const files = `![the \\[old\\] plan](attachment:${plan.id}), [again](attachment:${plan.id})`;
  const mention = `[@Olga](person:${owner.id})`;
  await member.patch(path, {
    description: `See ${files} and [this](https://weir.test), ${mention}`,
    classOfService: 'intangible',
    labelIds: [label],
  });
  await member.moveCard(board, 1, { column: 'Doing', swimlaneId: lane });
  for (const text of ['Ask', 'Rotate']) await board.item(1, text);
  const { checklistItems } = (await member.get<CardDetail>(path)).body;
  await member.patch(`${path}/checklist/${checklistItems[0]!.id}`, { done: true, assigneeId: owner.id });
  await member.post(`${path}/comments`, { text: 'Done by Friday?' });
  await member.put(`${path}/block`, { reason: 'Waits' });
  const { seq } = await board.read();
  const mentions = async () => (await owner.get<NoticeList>('/v1/workspaces/demo/notices')).body.items.length;
  const notified = await mentions();

  const copied = await member.post<Card>(`${board.path}/cards`, { copyOf: 1 });
  expect(copied).toMatchObject({ status: 201, body: { number: 2, columnId: board.id('Ready') } });
  const copy = (await member.get<CardDetail>(`${board.path}/cards/2`)).body;
  expect(copy).toMatchObject({
    ...{ version: 1, title: 'Rotate the keys', classOfService: 'intangible', labelIds: [label] },
    description: `See the \\[old\\] plan, again and [this](https://weir.test), ${mention}`,
    ...{ swimlaneId: lane, assignees: [], dueOn: null, attachments: 0, blocked: null, commentCount: 0 },
  });
  const plain = { done: false, assignee: null, dueOn: null, became: null };
  expect(copy.checklistItems).toMatchObject([
    { text: 'Ask', ...plain },
    { text: 'Rotate', ...plain },
  ]);
  const [event, ...more] = await board.events(seq);
  expect(more).toEqual([]);
  expect(event).toMatchObject({
    type: 'card.created',
    changes: [
      { card: 2, copyOf: 1, to: { title: 'Rotate the keys', labelIds: [label] } },
      { card: 2, item: copy.checklistItems[1]!.id, from: null, to: { text: 'Rotate', before: null } },
      { card: 2, item: copy.checklistItems[0]!.id, to: { before: copy.checklistItems[1]!.id } },
    ],
  });
  expect(await mentions()).toBe(notified);

  const other = {
    title: 'Another',
    description: '',
    labelIds: [],
    swimlaneId: null,
    assigneeIds: [owner.id],
  };
  const changed = await member.post<Card>(`${board.path}/cards`, {
    copyOf: 1,
    ...other,
    checklistItems: [{ text: 'Only this' }],
  });
  expect(changed.body).toMatchObject({
    ...{ title: 'Another', labelIds: [], swimlaneId: null, classOfService: 'intangible' },
    ...{ checklist: { done: 0, total: 1 }, assignees: [{ id: owner.id }] },
  });
});

test('a copy enters no full column, and the refusal counts the class and lane that it would have', async () => {
  const board = await aBoard().column('Doing', { limit: 1 }).make();
  const lane = await board.lane('Customers');
  await board.limit({ scope: 'swimlane', swimlaneId: lane, max: 1 });
  await board.limit({ scope: 'classOfService', classOfService: 'intangible', max: 1 });
  await board.cards('Doing', 1, { classOfService: 'intangible', swimlaneId: lane });
  const copy = { copyOf: 1, columnId: board.id('Doing') };
  const refused = await member.post<Refused>(`${board.path}/cards`, copy);
  expect(refused).toMatchObject({ status: 409, body: { code: 'wip-limit-reached' } });
  expect(refused.body.limits.map(({ scope }) => scope).toSorted()).toEqual([
    'classOfService',
    'column',
    'swimlane',
  ]);
  expect(await member.post(`${board.path}/cards`, { copyOf: 9 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'copyOf' }] },
  });
  expect(await member.post(`${board.path}/cards`, { columnId: board.id('Ready') })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'title' }] },
  });
  expect((await board.read()).cards).toHaveLength(1);
});
